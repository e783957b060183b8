"""One rule of the comparison."""

from __future__ import annotations

from restamp.api_diff.changes.findings import Level
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding."""

    id: str
    levels: tuple[Level, ...]
    """The levels its findings may have, worst first."""
    why: str
    example: str
    """A finding as the text output shows it."""
    has_types: bool = False
    """Whether its findings compare types."""
