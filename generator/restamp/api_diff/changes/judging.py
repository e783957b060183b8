"""Whether a change of type is breaking, for values that callers read and values they send."""

from __future__ import annotations

from restamp.api_diff.changes.findings import Level
from restamp.api_diff.types.fits import TypeEnvironment
from restamp.python.types.public import PublicType
from restamp.records import dataclass

OUTPUT_WIDENED = "code that reads it may get an unexpected type"
OUTPUT_NARROWED = "it has no values that it could not have before"
READ_BACK_WIDENED = "code that reads it from a model it constructed may get an unexpected type"
INPUT_NARROWED = "some previously accepted values are rejected"
INPUT_WIDENED = "all previously accepted values are still accepted"
INPUT_NARROWED_FOR_TESTS = "tests that construct one may pass a value that is no longer accepted"
REQUIRED = "code that constructs one must set it"
REQUIRED_BY_TESTS = "tests that construct one must set it"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The level of a change, and the reason."""

    level: Level
    why: str
    is_read_back: bool = False
    """Whether it breaks only callers that read values back from models they constructed to send."""


@dataclass(frozen=True, slots=True)
class Use:
    """What callers do with a value."""

    read: bool
    sent: bool
    """Whether callers pass it to operations."""
    constructed: bool = False
    """Whether tests construct it to fake a response."""

    def verdict(
        self, environment: TypeEnvironment, before: PublicType, after: PublicType
    ) -> Verdict:
        """Judge a change of type; `environment` is that of the new package."""
        reads_fit = not self.read or environment.is_output_compatible(before, after)
        sends_fit = not (self.sent or self.constructed) or environment.is_input_compatible(
            before, after
        )
        if not reads_fit and self.sent and sends_fit and not self.constructed:
            return Verdict(Level.BREAKING, READ_BACK_WIDENED, is_read_back=True)
        broken = [OUTPUT_WIDENED] if not reads_fit else []
        broken += [INPUT_NARROWED] if self.sent and not sends_fit else []
        if broken:
            return Verdict(Level.BREAKING, "; ".join(broken))
        if not sends_fit:
            return Verdict(Level.TESTS, INPUT_NARROWED_FOR_TESTS)
        reasons = (
            [OUTPUT_NARROWED] if self.read and not (self.sent and not self.constructed) else []
        )
        reasons += [INPUT_WIDENED] if self.sent else []
        return Verdict(Level.HARMLESS, "; ".join(reasons))

    def required(self, verdict: Verdict) -> Verdict:
        """Judge a field that is now required; `verdict` is that of its type."""
        if self.sent:
            return Verdict(Level.BREAKING, REQUIRED)
        if self.constructed and verdict.level is not Level.BREAKING:
            return Verdict(Level.TESTS, REQUIRED_BY_TESTS)
        return verdict


READ = Use(read=True, sent=False)
SENT = Use(read=False, sent=True)
RETURNED = Use(read=True, sent=False, constructed=True)
