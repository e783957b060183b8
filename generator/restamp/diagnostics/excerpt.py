"""The lines of a source that a diagnostic shows."""

from __future__ import annotations

from restamp.diagnostics.position import Position

_SHOWN = 200
"""Characters of a line that an excerpt shows."""


def excerpt(text: str, position: Position) -> tuple[tuple[int, str], ...]:
    """The line of a position, and the one before it, as a diagnostic shows them."""
    lines = text.split("\n")
    shown = range(max(1, position.line - 1), min(position.line, len(lines)) + 1)
    return tuple((number, lines[number - 1][:_SHOWN]) for number in shown)
