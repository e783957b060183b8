"""The offsets of the parts of a JSON text (RFC 8259): of those that are looked up, or of all."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import field

from restamp.pointers import join_pointer
from restamp.records import dataclass
from restamp.spec.reading.reading import Mark

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{},]|[^\s\[\]{}",:]+')
_BETWEEN = re.compile(r"[ \t\r\n,]*+")
_NAME = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"[ \t\r\n]*+:[ \t\r\n]*+', re.DOTALL)
"""The key of a member, up to its value."""
_PARSER = json.JSONDecoder(strict=False)
_OUTER = 2


class JsonOffsets:
    """Finds the offsets of values in a valid JSON text without duplicate keys; the text and the offsets are of UTF-8.

    Only the containers on the way to a value are scanned, up to the value; the values before it are skipped
    by the parser of the standard library.
    """

    def __init__(self, utf8: bytes) -> None:
        self._text = utf8.decode(
            "latin-1"
        )  # One character a byte: outside of strings JSON is ASCII.
        self._members: dict[int, _Members] = {}
        self._root = _after(_BETWEEN, self._text, 0)

    def offset(self, keys: Sequence[str]) -> int:
        """The offset of a value (of its key, if it is a member of an object), or else of the nearest ancestor."""
        offset = at = self._root
        for depth, key in enumerate(keys):
            if self._text[at] not in "{[":
                break
            if at not in self._members:
                self._members[at] = _Members(self._text, at, depth)
            member = self._members[at].find(key)
            if member is None:
                break
            offset, at = member
        return offset


class _Members:
    """The members of an object or the items of an array, scanned as far as they are needed."""

    def __init__(self, text: str, at: int, depth: int) -> None:
        self._text, self._depth = text, depth
        self._is_object = text[at] == "{"
        self._at = at + 1
        self._pending: int | None = None
        """The offset of the last scanned value, which is not skipped yet."""
        self._known: dict[str, tuple[int, int]] = {}

    def find(self, key: str) -> tuple[int, int] | None:
        """The offset of a member, and that of its value; None if there is no such member."""
        while key not in self._known and self._scan():
            pass
        return self._known.get(key)

    def end(self) -> int:
        """The offset after all members."""
        while self._scan():
            pass
        return self._at + 1

    def _scan(self) -> bool:
        """Scan one more member, up to its value; False if there is none."""
        if self._pending is not None:
            self._at = self._skip(self._pending)
        offset = at = self._at = _after(_BETWEEN, self._text, self._at)
        self._pending = None
        if self._text[at] in "]}":
            return False
        key = str(len(self._known))
        if self._is_object and (match := _NAME.match(self._text, at)):
            name, at = match[1], match.end()
            key = _key(f'"{name if name.isascii() else name.encode("latin-1").decode()}"')
        self._known[key] = offset, at
        self._pending = at
        return True

    def _skip(self, at: int) -> int:
        """The offset after a value; the large ones of the outer levels are skipped in parts, to save memory."""
        if self._depth < _OUTER and self._text[at] in "{[":
            return _Members(self._text, at, self._depth + 1).end()
        return _PARSER.raw_decode(self._text, at)[1]


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return at if match is None else match.end()


@dataclass(slots=True)
class Scanned:
    """The result of scanning a JSON text."""

    root: Mark = field(default_factory=lambda: Mark(0))
    duplicates: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])
    """Key, pointer and offset of every key that repeats an earlier key of its object."""


@dataclass(slots=True)
class _Open:
    parts: dict[str, Mark] | list[Mark]
    key: str = ""
    offset: int = 0
    awaits_key: bool = True


def scan_json(text: str) -> Scanned:
    """Scan the marks of a valid JSON text; the last of equal keys counts, as in the tree."""
    scanned = Scanned()
    stack: list[_Open] = []
    for token in _TOKEN.finditer(text):
        offset = token.start()
        match text[offset]:
            case ",":
                continue
            case "]" | "}":
                if stack:
                    stack.pop()
                continue
            case "{":
                mark = Mark(offset, {})
            case "[":
                mark = Mark(offset, [])
            case _:
                top = stack[-1] if stack else None
                if top is not None and top.awaits_key and isinstance(top.parts, dict):
                    top.key, top.offset, top.awaits_key = _key(token[0]), offset, False
                    if top.key in top.parts:
                        scanned.duplicates.append((top.key, _pointer(stack), offset))
                    continue
                mark = Mark(offset)
        _put(stack, scanned, mark)
        if mark.parts is not None:
            stack.append(_Open(mark.parts))
    return scanned


def _put(stack: list[_Open], scanned: Scanned, mark: Mark) -> None:
    if not stack:
        scanned.root = mark
        return
    top = stack[-1]
    if isinstance(top.parts, list):
        top.parts.append(mark)
    else:
        mark.offset = top.offset
        top.parts[top.key] = mark
        top.awaits_key = True


def _key(token: str) -> str:
    return str(json.loads(token, strict=False)) if "\\" in token else token[1:-1]


def _pointer(stack: list[_Open]) -> str:
    keys = (str(len(o.parts) - 1) if isinstance(o.parts, list) else o.key for o in stack)
    return join_pointer("#", *keys)
