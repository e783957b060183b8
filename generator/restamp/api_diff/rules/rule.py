"""One rule of a comparison."""

from __future__ import annotations

from dataclasses import dataclass

from restamp.api_diff.changes.findings import Level


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding."""

    id: str
    levels: tuple[Level, ...]
    """The levels that its findings may have, worst first."""
    why: str
    example: str
    """A finding of it, as the text shows it."""
    has_types: bool = False
    """Whether the two sides of its findings are types."""
