"""Convert locations in documents to lines and columns, and add these and an excerpt to diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from restamp.diagnostics.model import Diagnostic, Located
from restamp.diagnostics.position import Position
from restamp.diagnostics.text import printable
from restamp.spec.reading.source import Source
from restamp.spec.tree.tree import tokens

_MAX_LINE_LENGTH = 160
"""Maximum length of a line in an excerpt."""


def position(source: Source, pointer: str) -> Position:
    """The line and column of the target of a pointer, or of its nearest existing ancestor.

    This is the position of a member's key, or of the first character of an item.
    """
    return source.lines.position(source.offset(tokens(pointer)))


def located(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]
) -> tuple[Diagnostic, ...]:
    """Add file, position and excerpt to diagnostics that have no file yet.

    `sources` is keyed by the file part of locations, which is empty for the main document.
    """
    placed = [d if d.file else _located(d, sources) for d in diagnostics]
    for source in sources.values():
        source.release()
    return (
        tuple(dict.fromkeys(placed))
        if any(s.moves.written for s in sources.values())
        else (*placed,)
    )


def at_as_written(at: str, sources: Mapping[str, Source]) -> str:
    """A location as its author wrote it, before the upgrade of its file."""
    source = sources.get(at.partition("#")[0])
    return at if source is None else source.moves.as_written(at)


def at_character(source: Source, number: int) -> Located:
    """The fields that locate a diagnostic at a character of a source."""
    return _at_offset(source, source.lines.offset(number))


def at_pointer(source: Source, pointer: str) -> Located:
    """The fields that locate a diagnostic at a pointer of a source."""
    return _at_offset(source, source.offset(tokens(pointer)))


def _at_offset(source: Source, offset: int) -> Located:
    position_ = source.lines.position(offset)
    lines = [printable(line) for line in source.lines.around(offset, _MAX_LINE_LENGTH)]
    excerpt = tuple(enumerate(lines, position_.line - len(lines) + 1))
    return {"file": source.name, "position": position_, "excerpt": excerpt}


def _located(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> Diagnostic:
    at = at_as_written(diagnostic.at, sources)
    if at != diagnostic.at:
        diagnostic = replace(diagnostic, at=at)
    name = at.partition("#")[0]
    source = sources.get(name)
    if source is None:
        return replace(diagnostic, file=name) if name else diagnostic
    return replace(diagnostic, **at_pointer(source, diagnostic.pointer))
