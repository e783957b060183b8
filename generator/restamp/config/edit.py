"""Add a client, or an overlay, to a configuration file without changing its other bytes."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import cast

from restamp.config.toml_positions import marks
from restamp.diagnostics.position import Position
from restamp.pointers import join_pointer

Value = str | Sequence[str]
_ITEM = re.compile(r"""\"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
"""A string on one line."""


def client_table(name: str, values: Mapping[str, Value], *, in_pyproject: bool) -> str:
    """The TOML table of a client; under `tool.restamp` if `in_pyproject`."""
    above = "tool.restamp.clients" if in_pyproject else "clients"
    key = name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _string(name)
    lines = [f"[{above}.{key}]", *(f"{key} = {_value(value)}" for key, value in values.items())]
    return "".join(f"{line}\n" for line in lines)


def with_client(
    content: bytes, name: str, values: Mapping[str, Value], *, in_pyproject: bool
) -> bytes | None:
    """Append a client to a configuration; None if its TOML does not allow that."""
    table = client_table(name, values, in_pyproject=in_pyproject)
    end = "\r\n" if b"\r\n" in content else "\n"
    start = "" if not content else end if content.endswith(b"\n") else end * 2
    added = content + (start + table.replace("\n", end)).encode()
    try:
        before = tomllib.loads(content.decode().replace("\r\n", "\n"))
        after = tomllib.loads(added.decode().replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return None
    clients = after["tool"]["restamp"]["clients"] if in_pyproject else after["clients"]
    del clients[name]
    return added if _without_empty(before) == _without_empty(after) else None


def _value(value: Value) -> str:
    if isinstance(value, str):
        return _string(value)
    return f"[{', '.join(map(_string, value))}]"


def _string(text: str) -> str:
    """A TOML basic string, which differs from a JSON string only in the escape of DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _without_empty(value: object) -> object:
    """The value without empty tables, which a header may have added."""
    if not isinstance(value, dict):
        return value
    table = cast("dict[str, object]", value)
    members = {key: _without_empty(member) for key, member in table.items()}
    return {key: member for key, member in members.items() if member != {}}


def with_overlay(content: bytes, name: str, overlay: str, *, in_pyproject: bool) -> bytes | None:
    """Append an overlay to those of a client; None if its TOML does not allow that."""
    try:
        text = content.decode()
        before = tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return None
    above = ("tool", "restamp", "clients", name) if in_pyproject else ("clients", name)
    client: object = before
    for key in above:
        client = cast("dict[str, object]", client).get(key) if isinstance(client, dict) else None
    if not isinstance(client, dict):
        return None
    known = cast("dict[str, object]", client)
    overlays = cast("list[object]", known.get("overlays", []))
    at = join_pointer("#", *above)
    edited = _with_item(text, at, overlay) if "overlays" in known else _with_key(text, at, overlay)
    known["overlays"] = [*overlays, overlay]
    try:
        after = tomllib.loads(edited.replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return None
    return edited.encode() if after == before else None


def _with_key(text: str, at: str, overlay: str) -> str:
    """Add the key `overlays` on a line after `spec`."""
    start = _offset(text, marks(text).get(join_pointer(at, "spec")))
    end = text.find("\n", start)
    line_end = "\r\n" if "\r\n" in text else "\n"
    end, lead = (len(text), line_end) if end < 0 else (end + 1, "")
    return f"{text[:end]}{lead}overlays = {_value([overlay])}{line_end}{text[end:]}"


def _with_item(text: str, at: str, overlay: str) -> str:
    """Add an item to the array `overlays`."""
    places = marks(text)
    key = join_pointer(at, "overlays")
    numbers = [int(p.rpartition("/")[2]) for p in places if p.startswith(f"{key}/")]
    if not numbers:
        opened = text.find("[", _offset(text, places.get(key)))
        return f"{text[: opened + 1]}{_string(overlay)}{text[opened + 1 :]}"
    last = _offset(text, places[join_pointer(key, max(numbers))])
    item = _ITEM.match(text, last)
    end = last if item is None else item.end()
    before = text[text.rfind("\n", 0, last) + 1 : last]
    between = f",\n{before}" if before.strip() == "" and before else ", "
    return f"{text[:end]}{between}{_string(overlay)}{text[end:]}"


def _offset(text: str, position: Position | None) -> int:
    """The offset of a position in a text."""
    if position is None:
        return 0
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: position.line - 1]) + position.column - 1
