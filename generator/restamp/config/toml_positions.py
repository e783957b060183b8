"""Positions of the keys and items of a TOML text; `tomllib` returns values without positions."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from restamp.diagnostics.position import Position
from restamp.pointers import join_pointer

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
    """The position of every key and array item, by its JSON Pointer in fragment form.

    For text that `tomllib` would reject, some positions may be missing. A key that occurs several times, as in
    `[a.b]` and `[a.c]`, has the position of its first occurrence.
    """
    offsets: dict[str, int] = {}
    lengths: dict[str, int] = {}
    table, i = "#", _skip(_BLANK, text, 0)
    while i < len(text):
        if text[i] == "[":
            table, i = _header(text, i, offsets, lengths)
        else:
            i = _pair(text, i, table, offsets)
        i = _skip(_BLANK, text, i)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return {at: _position(starts, offset) for at, offset in offsets.items()}


def _header(
    text: str, start: int, offsets: dict[str, int], lengths: dict[str, int]
) -> tuple[str, int]:
    """Scan `[a.b]` or `[[a.b]]`: the pointer of the table, and the end of the line."""
    many = text.startswith("[[", start)
    parts, end = _key(text, _skip(_BLANK, text, start + 1 + many))
    at = "#"
    for number, (part, offset) in enumerate(parts, start=1):
        at = join_pointer(at, part)
        offsets.setdefault(at, offset)
        if many and number == len(parts):
            lengths[at] = lengths.get(at, 0) + 1
        if at in lengths:
            at = join_pointer(at, lengths[at] - 1)
            offsets.setdefault(at, offset)
    return at, _skip(_LINE, text, end)


def _pair(text: str, start: int, table: str, offsets: dict[str, int]) -> int:
    """Scan `key = value` of a table; returns its end."""
    parts, end = _key(text, start)
    at = table
    for part, offset in parts:
        at = join_pointer(at, part)
        offsets.setdefault(at, offset)
    equals = _EQUALS.match(text, end)
    if not parts or not equals:
        return _skip(_LINE, text, start)
    return _value(text, equals.end(), at, offsets)


def _value(text: str, start: int, at: str, offsets: dict[str, int]) -> int:
    match text[start : start + 1]:
        case "[":
            return _items(text, start + 1, at, offsets)
        case "{":
            return _pairs(text, start + 1, at, offsets)
        case _:
            string = _STRING.match(text, start)
            return string.end() if string else _skip(_BARE, text, start)


def _items(text: str, start: int, at: str, offsets: dict[str, int]) -> int:
    i, index = _skip(_BLANK, text, start), 0
    while i < len(text) and text[i] != "]":
        item = join_pointer(at, index)
        offsets[item] = i
        end = _skip(_BLANK, text, _value(text, i, item, offsets))
        if not text.startswith(",", end):
            return end + 1
        i, index = _skip(_BLANK, text, end + 1), index + 1
    return i + 1


def _pairs(text: str, start: int, at: str, offsets: dict[str, int]) -> int:
    i = _skip(_BLANK, text, start)
    while i < len(text) and text[i] != "}":
        end = _skip(_BLANK, text, _pair(text, i, at, offsets))
        if not text.startswith(",", end):
            return end + 1
        i = _skip(_BLANK, text, end + 1)
    return i + 1


def _key(text: str, start: int) -> tuple[list[tuple[str, int]], int]:
    """Scan a dotted key: its parts with their offsets, and its end."""
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
    """Remove the quotes of a key; escapes are not resolved, which only affects positions."""
    return part[1:-1] if part[0] in "\"'" else part


def _skip(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _position(starts: Sequence[int], offset: int) -> Position:
    line = bisect.bisect_right(starts, offset)
    return Position(line, offset - starts[line - 1] + 1)
