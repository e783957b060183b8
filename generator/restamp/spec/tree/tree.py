"""Documents as trees of JSON values, with string keys only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import TypeAlias

from restamp.pointers import unescape_token

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def tokens(pointer: str) -> list[str]:
    """Split a pointer in fragment form into unescaped reference tokens; none for `#`."""
    return [unescape_token(part) for part in pointer.removeprefix("#").split("/")[1:]]


def index(key: str) -> int | None:
    """Parse a reference token as an array index (RFC 6901, section 4); None if it is not one."""
    if key.isascii() and key.isdigit() and (key == "0" or key[0] != "0") and len(key) < 10:
        return int(key)
    return None


def child(value: Json, key: str) -> tuple[Json] | None:
    """The member or element at `key`, in a tuple of one; None if there is none."""
    if isinstance(value, dict):
        return (value[key],) if key in value else None
    if isinstance(value, list):
        number = index(key)
        return (value[number],) if number is not None and number < len(value) else None
    return None


def containers(root: Json) -> Iterator[tuple[dict[str, Json] | list[Json], int]]:
    """Yield every object and array with its depth (the root has 1), without recursion."""
    pending: list[tuple[Json, int]] = [(root, 1)]
    while pending:
        value, depth = pending.pop()
        if isinstance(value, dict):
            yield value, depth
            pending.extend((v, depth + 1) for v in value.values() if isinstance(v, (dict, list)))
        elif isinstance(value, list):
            yield value, depth
            pending.extend((v, depth + 1) for v in value if isinstance(v, (dict, list)))


def exceeds(root: Json, depth: int) -> bool:
    """Whether objects and arrays are nested more than `depth` levels deep."""
    level: list[Json] = [root]
    for _ in range(depth + 1):
        objects = [value for value in level if isinstance(value, dict)]
        arrays = [value for value in level if isinstance(value, list)]
        if not objects and not arrays:
            return False
        level = [*chain.from_iterable(map(dict[str, Json].values, objects))]
        level += chain.from_iterable(arrays)
    return True


def with_strings(value: Json, change: Callable[[str], str]) -> Json:
    """Apply `change` to every string and key of a tree."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [with_strings(item, change) for item in value]
    if isinstance(value, dict):
        return {change(key): with_strings(item, change) for key, item in value.items()}
    return value
