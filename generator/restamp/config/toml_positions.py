"""Where the keys and items of a TOML text stand: `tomllib` gives values, but no positions."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from restamp.diagnostics.position import Position
from restamp.pointers import below

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'", re.DOTALL
)
_BARE = re.compile(r"[^,\]}#\r\n]*")
_LINE = re.compile(r"[^\n]*\n?")


def marks(text: str) -> dict[str, Position]:
    """The position of every key, and of every item of an array, by its JSON Pointer in fragment form.

    `text` is TOML that `tomllib` accepts; what it would refuse gives some marks or none, and no error.
    A key that headers or dots repeat (`[a.b]`, `[a.c]`) stands where it is written first.
    """
    found: dict[str, int] = {}
    lengths: dict[str, int] = {}
    table, i = "#", _skip(_BLANK, text, 0)
    while i < len(text):
        if text[i] == "[":
            table, i = _header(text, i, found, lengths)
        else:
            i = _pair(text, i, table, found)
        i = _skip(_BLANK, text, i)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return {at: _position(starts, offset) for at, offset in found.items()}


def _header(
    text: str, start: int, found: dict[str, int], lengths: dict[str, int]
) -> tuple[str, int]:
    """`[a.b]` or `[[a.b]]`: the pointer of the table it opens, and where its line ends."""
    many = text.startswith("[[", start)
    parts, end = _key(text, _skip(_BLANK, text, start + 1 + many))
    at = "#"
    for number, (part, offset) in enumerate(parts, start=1):
        at = below(at, part)
        found.setdefault(at, offset)
        if many and number == len(parts):
            lengths[at] = lengths.get(at, 0) + 1
        if at in lengths:
            at = below(at, lengths[at] - 1)
            found.setdefault(at, offset)
    return at, _skip(_LINE, text, end)


def _pair(text: str, start: int, table: str, found: dict[str, int]) -> int:
    """`key = value` of the table; where it ends."""
    parts, end = _key(text, start)
    at = table
    for part, offset in parts:
        at = below(at, part)
        found.setdefault(at, offset)
    equals = _EQUALS.match(text, end)
    if not parts or not equals:
        return _skip(_LINE, text, start)
    return _value(text, equals.end(), at, found)


def _value(text: str, start: int, at: str, found: dict[str, int]) -> int:
    match text[start : start + 1]:
        case "[":
            return _items(text, start + 1, at, found)
        case "{":
            return _pairs(text, start + 1, at, found)
        case _:
            string = _STRING.match(text, start)
            return string.end() if string else _skip(_BARE, text, start)


def _items(text: str, start: int, at: str, found: dict[str, int]) -> int:
    i, index = _skip(_BLANK, text, start), 0
    while i < len(text) and text[i] != "]":
        item = below(at, index)
        found[item] = i
        end = _skip(_BLANK, text, _value(text, i, item, found))
        if not text.startswith(",", end):
            return end + 1
        i, index = _skip(_BLANK, text, end + 1), index + 1
    return i + 1


def _pairs(text: str, start: int, at: str, found: dict[str, int]) -> int:
    i = _skip(_BLANK, text, start)
    while i < len(text) and text[i] != "}":
        end = _skip(_BLANK, text, _pair(text, i, at, found))
        if not text.startswith(",", end):
            return end + 1
        i = _skip(_BLANK, text, end + 1)
    return i + 1


def _key(text: str, start: int) -> tuple[list[tuple[str, int]], int]:
    """The parts of a dotted key with their offsets, and where it ends."""
    parts: list[tuple[str, int]] = []
    i = start
    while part := _PART.match(text, i):
        parts.append((_plain(part[0]), i))
        dot = _DOT.match(text, part.end())
        if not dot:
            return parts, part.end()
        i = dot.end()
    return parts, i


def _plain(part: str) -> str:
    """A key without its quotes; escapes stay as written, for they are as rare as they are harmless here."""
    return part[1:-1] if part[0] in "\"'" else part


def _skip(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _position(starts: Sequence[int], offset: int) -> Position:
    line = bisect.bisect_right(starts, offset)
    return Position(line, offset - starts[line - 1] + 1)
