"""Add a client to a configuration file without changing its other bytes."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import cast

Value = str | Sequence[str]


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
