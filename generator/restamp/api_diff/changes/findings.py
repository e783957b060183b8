"""The result of a comparison: one finding for each change, and the semantic version they require."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256

from restamp.api_diff.types.notation import write
from restamp.python.types.public import PublicType
from restamp.records import dataclass

Side = PublicType | str
"""One side of a finding: a type, or a signature or value as text; empty if there is none."""


def side_text(side: Side) -> str:
    """Write one side as text."""
    return side if isinstance(side, str) else write(side)


@dataclass(frozen=True, slots=True)
class Place:
    """A location in a document; line 0 until the position is looked up."""

    at: str
    file: str = ""
    line: int = 0

    @property
    def pointer(self) -> str:
        """The JSON Pointer alone, in fragment form."""
        return "#" + self.at.partition("#")[2]


class Level(StrEnum):
    """What a change breaks, worst first."""

    BREAKING = "breaking"
    """Callers that call operations and read their results."""
    TESTS = "tests"
    """Only callers that construct the results of operations, as tests do."""
    HARMLESS = "harmless"

    @classmethod
    def broken(cls, broken: bool) -> Level:
        """BREAKING or HARMLESS."""
        return cls.BREAKING if broken else cls.HARMLESS

    @property
    def rank(self) -> int:
        """Sort key; 0 is the worst level."""
        return [*Level].index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One change. `kind` is the id of its rule; `symbol` is the qualified Python name of what changed."""

    kind: str
    symbol: str
    message: str
    """The change, as a phrase that follows the symbol."""
    level: Level = Level.HARMLESS
    why: str = ""
    """Why it has this level."""
    before: Side = ""
    after: Side = ""
    old: Place | None = None
    new: Place | None = None
    seen_by_checkers: bool = True
    """For breaking findings: whether a type checker reports it; otherwise only the server does."""
    also: tuple[str, ...] = ()
    """The same member of the classes that inherit it."""
    sunset: str = ""
    """For a removal: the `x-sunset` date of the old document, if it was deprecated there."""
    owners: tuple[str, ...] = ()
    """For a removal: the removed operations, if they were the only users."""
    accepted: bool = False
    """Whether the configuration accepts it, so that it does not fail the run."""

    @property
    def fingerprint(self) -> str:
        """The id that `accept` in the configuration uses; stable while the change is the same."""
        sides = side_text(self.before), side_text(self.after)
        text = "\n".join((self.kind, self.symbol, self.message, *sides))
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def removed_or_renamed(
    noun: str,
    symbol: str,
    new_name: str | None,
    why: str,
    *,
    before: Side,
    after: Side = "",
    old: Place,
    new: Place | None,
    also: tuple[str, ...] = (),
) -> Finding:
    """The finding for a name that no longer exists; `new_name` is None if it was not renamed."""
    return Finding(
        f"{noun}-removed" if new_name is None else f"{noun}-renamed",
        symbol,
        "removed" if new_name is None else f"renamed to {new_name}",
        Level.BREAKING,
        why,
        before,
        after,
        old,
        new,
        also=also,
    )


class Advice(StrEnum):
    """The part of the version to increment (Semantic Versioning 2.0.0, sections 6 to 8)."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


@dataclass(frozen=True, slots=True)
class Difference:
    """All findings, sorted by level (worst first), then by symbol."""

    title: str
    old_version: str
    new_version: str
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = ()
    """Further messages: a version that does not fit, an accepted fingerprint that matches nothing."""
    version_at: Place | None = None
    """Location of the version in the new document."""
    client: str = ""
    """Name of the client, if a report covers several."""

    @property
    def breaking(self) -> tuple[Finding, ...]:
        """Findings that may require changes in callers."""
        return self.of(Level.BREAKING)

    @property
    def harmless(self) -> tuple[Finding, ...]:
        """Findings that require no changes in callers."""
        return self.of(Level.HARMLESS)

    def of(self, level: Level) -> tuple[Finding, ...]:
        """Findings of one level."""
        return tuple(finding for finding in self.findings if finding.level is level)

    @property
    def advice(self) -> Advice:
        """The required version increment."""
        if self.breaking:
            return Advice.MAJOR
        return Advice.MINOR if self.findings else Advice.PATCH
