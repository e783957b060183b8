"""Places in documents to lines and columns, and findings to findings with an excerpt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from restamp.diagnostics.model import Diagnostic, Located
from restamp.diagnostics.position import Position
from restamp.diagnostics.text import printable
from restamp.spec.reading.source import Source
from restamp.spec.tree.tree import index, tokens

_SHOWN = 160
"""Characters of a line in an excerpt."""


def position(source: Source, pointer: str) -> Position:
    """The line and column of what a pointer names; of its nearest ancestor where it is not there.

    That is the key of a member, or the first character of an item.
    """
    return source.lines.position(_offset(source, pointer))


def located(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]
) -> tuple[Diagnostic, ...]:
    """The findings with file, position and excerpt; those that have a file stay as they are.

    `sources` maps the file part of a place to what was read; the main document's is empty.
    """
    return tuple(d if d.file else _located(d, sources) for d in diagnostics)


def at_offset(source: Source, offset: int) -> Located:
    """What locates a finding at a character of a source."""
    place = source.lines.position(offset)
    return {"file": source.name, "position": place, "excerpt": _excerpt(source, place)}


def at_pointer(source: Source, pointer: str) -> Located:
    """What locates a finding at a place of a source."""
    return at_offset(source, _offset(source, pointer))


def _excerpt(source: Source, place: Position) -> tuple[tuple[int, str], ...]:
    """The line of a place and the line before, cut around the column and safe to print."""
    first = max(1, place.line - 1)
    return tuple(
        (number, printable(source.lines.around(number, place.column, _SHOWN)))
        for number in range(first, place.line + 1)
    )


def _located(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> Diagnostic:
    name = diagnostic.at.partition("#")[0]
    source = sources.get(name)
    if source is None:
        return replace(diagnostic, file=name) if name else diagnostic
    return replace(diagnostic, **at_pointer(source, diagnostic.pointer))


def _offset(source: Source, pointer: str) -> int:
    mark = source.marks
    for key in tokens(pointer):
        parts = mark.parts
        if isinstance(parts, dict):
            if key not in parts:
                break
            mark = parts[key]
        elif isinstance(parts, list):
            place = index(key)
            if place is None or place >= len(parts):
                break
            mark = parts[place]
        else:
            break
    return mark.offset
