"""Keys that stand twice in one object: what the two come to.

YAML and JSON forbid them (YAML 1.2.2, section 3.2.1.1; RFC 8259, section 4), and still people write
them: a path for each of its methods, say. Where both can hold they do, else the later one counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from restamp.diagnostics.text import quoted
from restamp.pointers import below
from restamp.spec.reading.reading import Mark, Reading
from restamp.spec.tree.kinds import METHODS
from restamp.spec.tree.tree import Json

Object = dict[str, Json]
_SECTIONS: Final = ("paths", "webhooks", "components")
_OF_ALL: Final = ("parameters", "servers")
"""Members of a path item that hold for all of its operations."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What two values of one key come to."""

    value: Json
    is_merged: bool = False
    lost: tuple[tuple[str, ...], ...] = ()
    """Operations of the earlier value that are not in this one: the keys that lead to each."""
    replaced: tuple[tuple[str, ...], ...] = ()
    """Other members of both that the later value's stand for."""


def join(keys: Sequence[str], first: Json, second: Json) -> Joined:
    """What the values of a key come to; `keys` lead to it, and end with it."""
    if not isinstance(first, dict) or first == second:
        return Joined(second)
    if isinstance(second, dict):
        if _is_path_item(keys, first, second):
            return _joined_items(first, second)
        if keys[0] in _SECTIONS and len(keys) <= (2 if keys[0] == "components" else 1):
            return _merged(keys, first, second)
    if keys[-1].lower() in METHODS and ("responses" in first or "operationId" in first):
        return Joined(second, lost=((),))
    return Joined(second)


def remark(reading: Reading, keys: Sequence[str], joined: Joined, offset: int) -> None:
    """Warn of a key that stands twice, and of each operation that is lost by it."""
    place = below("#", *keys)
    for lost in joined.lost:
        *above, name = *keys, *lost
        what = f"the operation {quoted(name)} of {quoted(above[-1] if above else 'this file')}"
        said = f"{what} stands here twice; the last one is taken, and the other is lost"
        reading.remark("operation-lost", said, below(place, *lost), offset)
    if joined.is_merged:
        said = f"the key {quoted(keys[-1])} stands here twice; the two are merged"
        reading.remark("duplicate-key", said, place, offset)
    for inner in [()] if not joined.is_merged and not joined.lost else joined.replaced:
        said = f"the key {quoted((*keys, *inner)[-1])} stands here twice; the last one is taken"
        reading.remark("duplicate-key", said, below(place, *inner), offset)


def join_marks(first: Mark, second: Mark) -> Mark:
    """The marks of a merged value: the later ones, and the earlier where there are none."""
    if not isinstance(first.parts, dict) or not isinstance(second.parts, dict):
        return second
    parts = {**first.parts, **second.parts}
    for key in first.parts.keys() & second.parts.keys():
        parts[key] = join_marks(first.parts[key], second.parts[key])
    return Mark(second.offset, parts)


def _is_path_item(keys: Sequence[str], first: Object, second: Object) -> bool:
    if len(keys) == 2 and keys[0] in ("paths", "webhooks"):
        return True
    return keys[-1][:1] == "/" and any(key in METHODS for key in (*first, *second))


def _merged(keys: Sequence[str], first: Object, second: Object) -> Joined:
    merged: Object = {**first, **second}
    lost: list[tuple[str, ...]] = []
    replaced: list[tuple[str, ...]] = []
    for key in first.keys() & second.keys():
        inner = join((*keys, key), first[key], second[key])
        merged[key] = inner.value
        lost += [(key, *further) for further in inner.lost]
        replaced += [(key, *further) for further in inner.replaced]
        if not inner.is_merged and not inner.lost and first[key] != second[key]:
            replaced.append((key,))
    return Joined(merged, True, tuple(sorted(lost)), tuple(sorted(replaced)))


def _joined_items(first: Object, second: Object) -> Joined:
    """One path item with the operations of both, each with what held for it."""
    if any(first.get(key, []) != second.get(key, []) for key in _OF_ALL):
        first, second = _spread(first), _spread(second)
    both = [key for key in first if key in second and first[key] != second[key]]
    lost = tuple((key,) for key in both if key in METHODS or key == "$ref")
    replaced = tuple((key,) for key in both if key not in METHODS and key != "$ref")
    return Joined({**first, **second}, True, lost, replaced)


def _spread(item: Object) -> Object:
    """A path item that has what holds for its operations in each of them."""
    return {key: value for key, value in _spread_members(item) if key not in _OF_ALL}


def _spread_members(item: Object) -> Iterator[tuple[str, Json]]:
    for key, value in item.items():
        if key in METHODS and isinstance(value, dict):
            own, shared = value.get("parameters", []), item.get("parameters", [])
            if isinstance(own, list) and isinstance(shared, list) and shared:
                named = {_identity(parameter) for parameter in own} - {None}
                added = [p for p in shared if _identity(p) not in named]
                value = {**value, "parameters": [*own, *added]}
            if "servers" in item:
                value = {"servers": item["servers"], **value}
        yield key, value


def _identity(parameter: Json) -> tuple[str, str] | None:
    if not isinstance(parameter, dict):
        return None
    name, place = parameter.get("name"), parameter.get("in")
    return (name, place) if isinstance(name, str) and isinstance(place, str) else None
