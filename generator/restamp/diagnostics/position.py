"""Positions in text files."""

from __future__ import annotations

from restamp.records import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A line and column of a text file, both counted from 1; columns count characters."""

    line: int
    column: int
