"""What a comparison says, one value for each change, and the semantic version that they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Finding:
    """One change. `kind` is stable kebab-case; `symbol` is what changed, as Python has it."""

    kind: str
    symbol: str
    message: str
    """What happened to the symbol."""
    breaking: bool = False
    why: str = ""
    """Why it is breaking, or why it is not."""
    before: str = ""
    """As an annotation, a signature or a value; empty where there was nothing."""
    after: str = ""
    old: Place | None = None
    new: Place | None = None
    seen_by_checkers: bool = True
    """For a breaking one: whether a type checker can tell; else only the server does."""


class Advice(StrEnum):
    """Which part of a version to raise (Semantic Versioning 2.0.0, sections 6 to 8)."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


@dataclass(frozen=True, slots=True)
class Difference:
    """All findings: the breaking ones first, each group by symbol."""

    title: str
    old_version: str
    new_version: str
    findings: tuple[Finding, ...]

    @property
    def breaking(self) -> tuple[Finding, ...]:
        """What may need an edit of the caller."""
        return tuple(finding for finding in self.findings if finding.breaking)

    @property
    def harmless(self) -> tuple[Finding, ...]:
        """What needs none."""
        return tuple(finding for finding in self.findings if not finding.breaking)

    @property
    def advice(self) -> Advice:
        """The version that the client should get."""
        if self.breaking:
            return Advice.MAJOR
        return Advice.MINOR if self.findings else Advice.PATCH
