"""The lines of a source that a diagnostic shows."""

from __future__ import annotations

from restamp.diagnostics.position import Position

_MAX_LINE_LENGTH = 200
"""Maximum length of a line in an excerpt."""


def excerpt(text: str, position: Position) -> tuple[tuple[int, str], ...]:
    """Return the line of a position and the line before it, each with its number."""
    lines = text.split("\n")
    numbers = range(max(1, position.line - 1), min(position.line, len(lines)) + 1)
    return tuple((number, lines[number - 1][:_MAX_LINE_LENGTH]) for number in numbers)
