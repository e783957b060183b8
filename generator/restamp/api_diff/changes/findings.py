"""What a comparison says, one value for each change, and the semantic version that they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from restamp.api_diff.types.notation import write
from restamp.python.types.public import PublicType

Side = PublicType | str
"""What is on one side of a finding: a type, or a signature or value as text; empty where there is nothing."""


def side_text(side: Side) -> str:
    """One side as text."""
    return side if isinstance(side, str) else write(side)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands in a document; line 0 where it was not looked up."""

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
    """A caller that calls operations and reads what they return."""
    TESTS = "tests"
    """Only a caller that constructs what operations return, as tests do."""
    HARMLESS = "harmless"

    @classmethod
    def broken(cls, broken: bool) -> Level:
        """The level of what either breaks every caller or none."""
        return cls.BREAKING if broken else cls.HARMLESS

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return [*Level].index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One change. `kind` is stable kebab-case; `symbol` is what changed, as Python has it."""

    kind: str
    symbol: str
    message: str
    """What happened to the symbol."""
    level: Level = Level.HARMLESS
    why: str = ""
    """Why it has this level."""
    before: Side = ""
    after: Side = ""
    old: Place | None = None
    new: Place | None = None
    seen_by_checkers: bool = True
    """For a breaking one: whether a type checker can tell; else only the server does."""
    also: tuple[str, ...] = ()
    """The same in the classes that inherit it."""
    sunset: str = ""
    """Of a removal: the day that the old document announced, where it called it deprecated."""
    owners: tuple[str, ...] = ()
    """Of what is gone: the removed operations that alone led to it."""
    accepted: bool = False
    """Whether the configuration accepts it: it does not fail a run."""

    @property
    def fingerprint(self) -> str:
        """What an approval in the configuration names: stays while the change is the same."""
        sides = side_text(self.before), side_text(self.after)
        said = "\n".join((self.kind, self.symbol, self.message, *sides))
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class Advice(StrEnum):
    """Which part of a version to raise (Semantic Versioning 2.0.0, sections 6 to 8)."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


@dataclass(frozen=True, slots=True)
class Difference:
    """All findings: the worst level first, each group by symbol."""

    title: str
    old_version: str
    new_version: str
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = ()
    """What is to be said besides: a version that does not fit, an approval of nothing."""
    version_at: Place | None = None
    """Where the new document has its version."""
    client: str = ""
    """Which client it is about, where a text holds those of several."""

    @property
    def breaking(self) -> tuple[Finding, ...]:
        """What may need an edit of callers."""
        return self.of(Level.BREAKING)

    @property
    def harmless(self) -> tuple[Finding, ...]:
        """What needs none."""
        return self.of(Level.HARMLESS)

    def of(self, level: Level) -> tuple[Finding, ...]:
        """The findings of one level."""
        return tuple(finding for finding in self.findings if finding.level is level)

    @property
    def advice(self) -> Advice:
        """The version that the client should get."""
        if self.breaking:
            return Advice.MAJOR
        return Advice.MINOR if self.findings else Advice.PATCH
