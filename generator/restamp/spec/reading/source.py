"""A file as read: its text, its tree, and the offsets of the parts of the tree in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from restamp.diagnostics.position import Position
from restamp.spec.reading.json_marks import JsonOffsets
from restamp.spec.reading.reading import Mark
from restamp.spec.tree.moves import Moves
from restamp.spec.tree.tree import Json, index

_BLOCK = 1 << 16


class Lines:
    """The lines of a text, which end in `\\n`, `\\r\\n` or `\\r`: positions of offsets, and line contents."""

    def __init__(self, text: str) -> None:
        self._text = text
        blocks = range(0, len(text), _BLOCK)
        ends = (self._count(start, start + _BLOCK) for start in blocks)
        self._before = [*accumulate(ends, initial=0)]
        """The number of line ends before each block of the text."""

    def position(self, offset: int) -> Position:
        """The line and column of the character at `offset`."""
        block = offset // _BLOCK
        line = 1 + self._before[block] + self._count(block * _BLOCK, offset)
        return Position(line, offset - self._start(offset) + 1)

    def around(self, offset: int, width: int) -> list[str]:
        """The line of a character and the line before it, if there is one, each without its line end and
        cut to `width` characters around the column."""
        start = self._start(offset)
        column = offset - start
        starts = [self._start(start - 1), start] if start else [start]
        return [self._cut(start, column, width) for start in starts]

    def _count(self, start: int, end: int) -> int:
        """The number of line ends in a part of the text; `\\r\\n` ends after its `\\n`."""
        count = self._text.count
        return count("\n", start, end) + count("\r", start, end) - count("\r\n", start, end + 1)

    def _start(self, offset: int) -> int:
        """The start of the line of a character."""
        if self._text[offset - 1 : offset + 1] == "\r\n":
            offset -= 1
        start = self._text.rfind("\n", 0, offset) + 1
        return max(start, self._text.rfind("\r", start, offset) + 1)

    def _cut(self, start: int, column: int, width: int) -> str:
        """A line, cut to `width` characters around a column, counted from 0."""
        limit = min(len(self._text), start + column + 2 * width)
        ends = (self._text.find(end, start, limit) for end in "\r\n")
        end = min((end for end in ends if end >= 0), default=limit)
        if end - start <= width:
            return self._text[start:end]
        first = min(max(start, start + column - width // 4), end - width)
        before, after = first > start, first + width < end
        return "…" * before + self._text[first : first + width] + "…" * after


@dataclass(frozen=True, eq=False)
class Source:
    """One file that was read."""

    path: Path
    """The path it was read from."""
    name: str
    """The name in messages: as the user wrote it, with forward slashes."""
    utf8: bytes = field(repr=False)
    """The text in UTF-8, which is smaller than a string."""
    digest: str
    """`sha256:` and the hash of its bytes."""
    tree: Json = field(repr=False)
    mark: Mark | None = field(default=None, repr=False)
    number_texts: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """The text of numbers that the tree does not reproduce exactly, such as `1.10`, by pointer."""
    moves: Moves = field(default_factory=Moves, repr=False)
    """The parts that the upgrade of the file moved."""

    @property
    def text(self) -> str:
        """The text."""
        return self.utf8.decode()

    @cached_property
    def has_ids(self) -> bool:
        """Whether any schema in it may have an `$id`."""
        return b"$id" in self.utf8

    @cached_property
    def has_dynamic_references(self) -> bool:
        """Whether any schema in it may have a `$dynamicRef`."""
        return b"$dynamicRef" in self.utf8

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text)

    def offset(self, keys: Sequence[str]) -> int:
        """The offset of a value (of its key, if it is a member of an object), or else of the nearest ancestor."""
        return self._json.offset(keys) if self.mark is None else _offset(self.mark, keys)

    @cached_property
    def _json(self) -> JsonOffsets:
        return JsonOffsets(self.text)


def _offset(mark: Mark, keys: Sequence[str]) -> int:
    for key in keys:
        parts = mark.parts
        if isinstance(parts, dict):
            if key not in parts:
                break
            mark = parts[key]
        elif isinstance(parts, list):
            number = index(key)
            if number is None or number >= len(parts):
                break
            mark = parts[number]
        else:
            break
    return mark.offset
