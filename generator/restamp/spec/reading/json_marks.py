"""A small scanner for the offsets of the members in a JSON text (RFC 8259)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from restamp.pointers import join_pointer
from restamp.spec.reading.reading import Mark

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{},]|[^\s\[\]{}",:]+')


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
