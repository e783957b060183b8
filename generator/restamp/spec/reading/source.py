"""A file as read: its text, its tree, and the offsets of the parts of the tree in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from restamp.diagnostics.position import Position
from restamp.spec.reading.json_marks import scan_json
from restamp.spec.reading.reading import Mark
from restamp.spec.tree.moves import Moves
from restamp.spec.tree.tree import Json

_LINE_END = re.compile(r"\r\n|\n|\r")


class Lines:
    """The lines of a text: positions of offsets, and line contents."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def position(self, offset: int) -> Position:
        """The line and column of the character at `offset`."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def around(self, number: int, column: int, width: int) -> str:
        """A line (counted from 1) without its line end, cut to `width` characters around a column."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self._text)
        while end > start and self._text[end - 1] in "\r\n":
            end -= 1
        if end - start <= width:
            return self._text[start:end]
        first = min(max(start, start + column - 1 - width // 4), end - width)
        before, after = first > start, first + width < end
        return "…" * before + self._text[first : first + width] + "…" * after


@dataclass(frozen=True, eq=False)
class Source:
    """One file that was read."""

    path: Path
    """The path it was read from."""
    name: str
    """The name in messages: as the user wrote it, with forward slashes."""
    text: str = field(repr=False)
    digest: str
    """`sha256:` and the hash of its bytes."""
    tree: Json = field(repr=False)
    mark: Mark | None = field(default=None, repr=False)
    number_texts: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The text of numbers that the tree does not reproduce exactly, such as `1.10`, by pointer."""
    moves: Moves = field(default_factory=Moves, repr=False)
    """The parts that the upgrade of the file moved."""

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text)

    @cached_property
    def marks(self) -> Mark:
        """The marks of the tree; for JSON computed on first use."""
        return scan_json(self.text).root if self.mark is None else self.mark
