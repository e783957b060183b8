"""Merge the values of duplicate keys.

YAML and JSON forbid duplicate keys (YAML 1.2.2, section 3.2.1.1; RFC 8259, section 4), but documents have
them, for example a path once for each method. Both values are merged if possible, else the last one is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from restamp.diagnostics.text import quoted
from restamp.pointers import join_pointer
from restamp.records import dataclass
from restamp.spec.reading.reading import Mark, Reading
from restamp.spec.tree.kinds import METHODS
from restamp.spec.tree.tree import Json

Object = dict[str, Json]
_SECTIONS: Final = ("paths", "webhooks", "components")
_SHARED: Final = ("parameters", "servers")
"""Members of a path item that apply to all of its operations."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of merging the two values of a key."""

    value: Json
    is_merged: bool = False
    lost: tuple[tuple[str, ...], ...] = ()
    """Paths of keys to the operations of the first value that are not in the result."""
    replaced: tuple[tuple[str, ...], ...] = ()
    """Paths of keys to other members of the first value that the second value replaces."""


def merge_values(keys: Sequence[str], first: Json, second: Json) -> Merged:
    """Merge two values of a key; `keys` is the path to it, including the key."""
    if not isinstance(first, dict) or first == second:
        return Merged(second)
    if isinstance(second, dict):
        if _is_path_item(keys, first, second):
            return _merge_path_items(first, second)
        if keys[0] in _SECTIONS and len(keys) <= (2 if keys[0] == "components" else 1):
            return _merge_members(keys, first, second)
    if keys[-1].lower() in METHODS and ("responses" in first or "operationId" in first):
        return Merged(second, lost=((),))
    return Merged(second)


def warn_of_duplicate(reading: Reading, keys: Sequence[str], merged: Merged, offset: int) -> None:
    """Warn about a duplicate key, and about each operation that is lost because of it."""
    location = join_pointer("#", *keys)
    for lost in merged.lost:
        *above, name = *keys, *lost
        what = f"the operation {quoted(name)} of {quoted(above[-1] if above else 'this file')}"
        message = f"{what} is defined twice; the last definition is used and the other is lost"
        reading.warn("operation-lost", message, join_pointer(location, *lost), offset)
    if merged.is_merged:
        message = f"the key {quoted(keys[-1])} is defined twice; the definitions are merged"
        reading.warn("duplicate-key", message, location, offset)
    for inner in [()] if not merged.is_merged and not merged.lost else merged.replaced:
        message = (
            f"the key {quoted((*keys, *inner)[-1])} is defined twice; the last definition is used"
        )
        reading.warn("duplicate-key", message, join_pointer(location, *inner), offset)


def merge_marks(first: Mark, second: Mark) -> Mark:
    """Merge the marks of two values: the second ones, and the first where the second has none."""
    if not isinstance(first.parts, dict) or not isinstance(second.parts, dict):
        return second
    parts = {**first.parts, **second.parts}
    for key in first.parts.keys() & second.parts.keys():
        parts[key] = merge_marks(first.parts[key], second.parts[key])
    return Mark(second.offset, parts)


def _is_path_item(keys: Sequence[str], first: Object, second: Object) -> bool:
    if len(keys) == 2 and keys[0] in ("paths", "webhooks"):
        return True
    return keys[-1][:1] == "/" and any(key in METHODS for key in (*first, *second))


def _merge_members(keys: Sequence[str], first: Object, second: Object) -> Merged:
    merged: Object = {**first, **second}
    lost: list[tuple[str, ...]] = []
    replaced: list[tuple[str, ...]] = []
    for key in first.keys() & second.keys():
        inner = merge_values((*keys, key), first[key], second[key])
        merged[key] = inner.value
        lost += [(key, *further) for further in inner.lost]
        replaced += [(key, *further) for further in inner.replaced]
        if not inner.is_merged and not inner.lost and first[key] != second[key]:
            replaced.append((key,))
    return Merged(merged, True, tuple(sorted(lost)), tuple(sorted(replaced)))


def _merge_path_items(first: Object, second: Object) -> Merged:
    """Merge two path items; operations keep the shared parameters and servers of their own path item."""
    if any(first.get(key, []) != second.get(key, []) for key in _SHARED):
        first, second = _inline_shared(first), _inline_shared(second)
    conflicts = [key for key in first if key in second and first[key] != second[key]]
    lost = tuple((key,) for key in conflicts if key in METHODS or key == "$ref")
    replaced = tuple((key,) for key in conflicts if key not in METHODS and key != "$ref")
    return Merged({**first, **second}, True, lost, replaced)


def _inline_shared(item: Object) -> Object:
    """Move the shared parameters and servers of a path item into its operations."""
    return {key: value for key, value in _inlined_members(item) if key not in _SHARED}


def _inlined_members(item: Object) -> Iterator[tuple[str, Json]]:
    for key, value in item.items():
        if key in METHODS and isinstance(value, dict):
            own, shared = value.get("parameters", []), item.get("parameters", [])
            if isinstance(own, list) and isinstance(shared, list) and shared:
                own_identities = {_identity(parameter) for parameter in own} - {None}
                added = [p for p in shared if _identity(p) not in own_identities]
                value = {**value, "parameters": [*own, *added]}
            if "servers" in item:
                value = {"servers": item["servers"], **value}
        yield key, value


def _identity(parameter: Json) -> tuple[str, str] | None:
    if not isinstance(parameter, dict):
        return None
    name, where = parameter.get("name"), parameter.get("in")
    return (name, where) if isinstance(name, str) and isinstance(where, str) else None
