"""A file as read: its text, its tree, and the offsets of the parts of the tree in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.diagnostics.position import Position
from restamp.records import dataclass
from restamp.spec.reading.reading import Mark
from restamp.spec.tree.moves import Moves
from restamp.spec.tree.tree import Json, index

if TYPE_CHECKING:
    from restamp.spec.reading.json_marks import JsonOffsets

_BLOCK = 1 << 16
_CONTINUATION = bytes(range(0x80, 0xC0))
"""The bytes of a character in UTF-8 after its first one."""


class Lines:
    """The lines of a text in UTF-8, which end in `\\n`, `\\r\\n` or `\\r`: positions of offsets, and line contents.

    Offsets are in bytes; columns and widths are in characters.
    """

    def __init__(self, utf8: bytes) -> None:
        self._utf8 = utf8
        self._has_returns = b"\r" in utf8
        starts = range(0, len(utf8), _BLOCK)
        ends = (self._count_ends(start, start + _BLOCK) for start in starts)
        self._ends = [*accumulate(ends, initial=0)]
        """The number of line ends before each block."""
        characters = (self._count_characters(start, start + _BLOCK) for start in starts)
        self._characters = [*accumulate(characters, initial=0)]
        """The number of characters before each block."""

    def position(self, offset: int) -> Position:
        """The line and column of the character at `offset`."""
        block = offset // _BLOCK
        line = 1 + self._ends[block] + self._count_ends(block * _BLOCK, offset)
        return Position(line, self._character(offset) - self._character(self._start(offset)) + 1)

    def offset(self, character: int) -> int:
        """The offset of a character, by its number."""
        block = bisect_right(self._characters, character) - 1
        start = min(block * _BLOCK, len(self._utf8))
        end = start + _BLOCK + 4
        while start < len(self._utf8) and self._utf8[start] in _CONTINUATION:
            start += 1
        text = self._utf8[start:end].decode(errors="ignore")
        return start + len(text[: character - self._characters[block]].encode())

    def around(self, offset: int, width: int) -> list[str]:
        """The line of a character and the line before it, if there is one, each without its line end and
        cut to `width` characters around the column."""
        start = self._start(offset)
        column = self._character(offset) - self._character(start)
        starts = [self._start(start - 1), start] if start else [start]
        return [self._cut(start, column, width) for start in starts]

    def _count_ends(self, start: int, end: int) -> int:
        """The number of line ends in a part of the text; `\\r\\n` ends after its `\\n`."""
        count = self._utf8.count
        returns = 0
        if self._has_returns:
            returns = count(b"\r", start, end) - count(b"\r\n", start, end + 1)
        return count(b"\n", start, end) + returns

    def _count_characters(self, start: int, end: int) -> int:
        part = self._utf8[start:end]
        return len(part if part.isascii() else part.translate(None, _CONTINUATION))

    def _character(self, offset: int) -> int:
        """The number of the character at an offset."""
        block = offset // _BLOCK
        return self._characters[block] + self._count_characters(block * _BLOCK, offset)

    def _start(self, offset: int) -> int:
        """The start of the line of a character."""
        if self._utf8[offset - 1 : offset + 1] == b"\r\n":
            offset -= 1
        start = self._utf8.rfind(b"\n", 0, offset) + 1
        return max(start, self._utf8.rfind(b"\r", start, offset) + 1)

    def _cut(self, start: int, column: int, width: int) -> str:
        """A line, cut to `width` characters around a column, counted from 0."""
        ends = (self._utf8.find(end, start) for end in (b"\n", b"\r"))
        end = min((end for end in ends if end >= 0), default=len(self._utf8))
        number = self._character(start)
        length = self._character(end) - number
        if length <= width:
            return self._utf8[start:end].decode()
        first = min(max(0, column - width // 4), length - width)
        number += first
        shown = self._utf8[self.offset(number) : self.offset(number + width)].decode()
        return "…" * (first > 0) + shown + "…" * (first + width < length)


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

    def mentions(self, word: str) -> bool:
        """Whether a word occurs in the text."""
        return word.encode() in self.utf8

    def matches(self, pattern: re.Pattern[bytes]) -> bool:
        """Whether a pattern occurs in the text."""
        return pattern.search(self.utf8) is not None

    @cached_property
    def has_ids(self) -> bool:
        """Whether any schema in it may have an `$id`."""
        return self.mentions("$id")

    @cached_property
    def has_dynamic_references(self) -> bool:
        """Whether any schema in it may have a `$dynamicRef`."""
        return self.mentions("$dynamicRef")

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.utf8)

    def offset(self, keys: Sequence[str]) -> int:
        """The offset of a value (of its key, if it is a member of an object), or else of the nearest ancestor."""
        if self.mark is None:
            return self._json.offset(keys)
        return self.lines.offset(_offset(self.mark, keys))

    def release(self) -> None:
        """Free the text that `offset` has decoded; it is decoded again when it is needed."""
        self.__dict__.pop("_json", None)

    @cached_property
    def _json(self) -> JsonOffsets:
        from restamp.spec.reading.json_marks import JsonOffsets

        return JsonOffsets(self.utf8)


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
