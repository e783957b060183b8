"""The tree a document is: what JSON can say, with string keys only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from restamp.pointers import untoken

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def tokens(pointer: str) -> list[str]:
    """The unescaped reference tokens of a pointer in fragment form; none for `#`."""
    return [untoken(part) for part in pointer.removeprefix("#").split("/")[1:]]


def index(key: str) -> int | None:
    """The array index that a reference token is (RFC 6901, section 4), or None."""
    if key.isascii() and key.isdigit() and (key == "0" or key[0] != "0") and len(key) < 10:
        return int(key)
    return None


def child(value: Json, key: str) -> tuple[Json] | None:
    """The member or element that `key` names, in a tuple of one; None where there is none."""
    if isinstance(value, dict):
        return (value[key],) if key in value else None
    if isinstance(value, list):
        place = index(key)
        return (value[place],) if place is not None and place < len(value) else None
    return None


def containers(root: Json) -> Iterator[tuple[dict[str, Json] | list[Json], int]]:
    """Every object and array with its depth (the root has 1), without recursion."""
    waiting: list[tuple[Json, int]] = [(root, 1)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict):
            yield value, depth
            waiting.extend((v, depth + 1) for v in value.values() if isinstance(v, (dict, list)))
        elif isinstance(value, list):
            yield value, depth
            waiting.extend((v, depth + 1) for v in value if isinstance(v, (dict, list)))


def with_strings(value: Json, change: Callable[[str], str]) -> Json:
    """The same tree with every string and key changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [with_strings(item, change) for item in value]
    if isinstance(value, dict):
        return {change(key): with_strings(item, change) for key, item in value.items()}
    return value
