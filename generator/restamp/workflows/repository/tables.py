"""Change single keys of a TOML file; everything else, comments and line ends included, stays as it is."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, String, StringType, Table

Value = str | list[str]
"""What a key has; a string or a list of strings."""
Change = Callable[[object], Value | None]
"""The new value of a key, from the old one or None; None if nothing is to change."""


def with_value(text: str, path: Sequence[str], key: str, change: Change) -> str | None:
    """A text with the changed value of a key in a table, which is added at the end if there is none.

    None if its TOML does not allow that.
    """
    plain = text.replace("\r\n", "\n")
    changed = _changed(plain, path, key, change)
    if changed is None or changed == plain:
        return None if changed is None else text
    return changed.replace("\n", "\r\n") if plain.replace("\n", "\r\n") == text else changed


def with_tables(text: str, added: str) -> str | None:
    """A text with further tables at its end; None if its TOML does not allow that."""
    end = "\r\n" if "\r\n" in text else "\n"
    start = "" if not text else end if text.endswith("\n") else end * 2
    extended = text + (start + added.replace("\n", end))
    return extended if parsed(extended) else None


def table_at(tree: Mapping[str, Any], path: Sequence[str]) -> dict[str, Any] | None:
    """The table at a path; None if there is none."""
    value: object = tree
    for key in path:
        value = cast("dict[str, object]", value).get(key) if isinstance(value, dict) else None
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def parsed(text: str) -> dict[str, Any]:
    """The values of a text; none if it is not TOML."""
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return {}


def _changed(text: str, path: Sequence[str], key: str, change: Change) -> str | None:
    table = table_at(parsed(text), path)
    value = change(None if table is None else table.get(key))
    if value is None:
        return text
    if table is None:
        return with_tables(text, f"[{'.'.join(path)}]\n{key} = {_written(value)}\n")
    try:
        edited = _edited(text, path, key, value)
    except TOMLKitError:
        return None
    after = table_at(parsed(edited), path)
    return edited if after == {**table, key: value} else None


def _edited(text: str, path: Sequence[str], key: str, value: Value) -> str:
    document = tomlkit.parse(text)
    table: Any = document
    for name in path:
        table = table[name]
    old = table.get(key)
    if isinstance(old, Array) and isinstance(value, list) and value[: len(old)] == [*old]:
        array = cast("list[str]", old)
        array += value[len(array) :]
    elif old is not None:
        table[key] = _string(old, value)
    else:
        _add(table, key, value)
    return tomlkit.dumps(document)


def _string(old: object, value: Value) -> object:
    """A value in the quotes of the old one."""
    if not isinstance(old, String) or not isinstance(value, str):
        return value
    quote = old.as_string()
    if quote.startswith("'''\n") and "'''" not in value:  # the line end is no part of the value
        return String(StringType.MLL, value, f"\n{value}", old.trivia)
    is_literal = quote.startswith("'") and "'" not in value
    return tomlkit.string(value, literal=is_literal, multiline=quote[:3] in ("'''", '"""'))


def _add(table: Any, key: str, value: Value) -> None:
    """Add a key after the others, before blank lines and comments, which may be about the next table."""
    body = table.value.body if isinstance(table, Table) else []
    after: list[Any] = []
    while body and body[-1][0] is None:
        after.insert(0, body.pop())
    table[key] = value
    body.extend(after)


def _written(value: Value) -> str:
    if isinstance(value, str):
        return f"'{value}'" if "'" not in value and "\\" in value else json.dumps(value)
    return f"[{', '.join(map(_written, value))}]"
