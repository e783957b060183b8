"""Where in a text file something is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text file; both numbers start at 1, the column counts characters."""

    line: int
    column: int
