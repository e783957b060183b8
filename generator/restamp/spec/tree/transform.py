"""A traversal that transforms a document by the kinds of its objects.

Only members in the table of a kind are visited: never an example, a default, an enum or an extension.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from restamp.pointers import join_pointer
from restamp.spec.tree.kinds import MEMBERS, OPAQUE, PARTS, Form, Kind, infer_kind, is_plain
from restamp.spec.tree.tree import Json


class Place:
    """Where the traversal is."""

    __slots__ = ("_root", "keys")

    def __init__(self, root: str) -> None:
        self._root = root
        self.keys: list[str | int] = []

    @property
    def at(self) -> str:
        """The location of the current object."""
        return join_pointer(self._root, *self.keys)


Change: TypeAlias = Callable[[Kind, Json, Place], Json]
"""Maps the kind, value and place of an object to its replacement."""
Finish: TypeAlias = Callable[[Kind, Json], Json]
"""Maps the kind and value of an object, whose parts are transformed, to its replacement."""


def unchanged(kind: Kind, value: Json, place: Place | None = None) -> Json:
    """Leave an object as it is."""
    return value


def transform_tree(
    tree: Json, kind: Kind, change: Change, at: str = "#", finish: Finish = unchanged
) -> Json:
    """Apply `change` to every object of a known kind, outermost first, and `finish`, innermost first.

    Plain schemas are left out, which need no change.

    Nothing is changed in place: unchanged values are shared with the original tree, and values that
    occur several times in it (YAML aliases) are changed once.
    """
    return _Transformation(change, finish, Place(at)).transform(tree, kind)


class _Transformation:
    def __init__(self, change: Change, finish: Finish, place: Place) -> None:
        self._change, self._finish, self._place = change, finish, place
        self._keys = place.keys
        self._results: dict[Kind, dict[int, tuple[Json, Json]]] = {kind: {} for kind in PARTS}
        """By kind and identity, each value with its replacement; it keeps the value alive."""

    def transform(self, value: Json, kind: Kind) -> Json:
        if kind == "schema" and is_plain(value):
            return value
        if kind == "fragment":
            kind = infer_kind(value)
        if not isinstance(value, (dict, list)):
            return self._change(kind, value, self._place)
        results = self._results[kind]
        result = results.get(id(value))
        if result is not None:
            return result[1]
        changed = self._change(kind, value, self._place)
        if isinstance(changed, dict):
            changed = self._members(changed, kind)
        elif isinstance(changed, list) and kind == "fragment":
            changed = self._list(changed, kind)
        changed = self._finish(kind, changed)
        results[id(value)] = value, changed
        return changed

    def _members(self, value: dict[str, Json], kind: Kind) -> dict[str, Json]:
        parts, inner_kind = PARTS[kind], MEMBERS.get(kind)
        if not parts and inner_kind is None:
            return value
        changed: dict[str, Json] | None = None
        for key, old in value.items():
            part = parts.get(key)
            if part is None and (inner_kind is None or key[:2] == "x-"):
                continue
            if kind == "fragment" and key in OPAQUE:
                continue
            self._keys.append(key)
            form, part_kind = part or ("one", inner_kind or kind)
            new = self._part(old, form, part_kind)
            self._keys.pop()
            if new is not old:
                changed = dict(value) if changed is None else changed
                changed[key] = new
        return value if changed is None else changed

    def _part(self, value: Json, form: Form, kind: Kind) -> Json:
        if isinstance(value, dict):
            if form == "one":
                return self.transform(value, kind)
            if isinstance(value.get("$ref"), str):
                return value
            is_map = form == "map" or kind == "parameter"
            return self._map(value, kind) if is_map else value
        if isinstance(value, list) and (form == "list" or kind == "schema"):
            return self._list(value, kind)
        return self.transform(value, kind) if form == "one" else value

    def _map(self, value: dict[str, Json], kind: Kind) -> dict[str, Json]:
        has_extensions = kind != "schema" and kind != "header"
        changed: dict[str, Json] | None = None
        for key, old in value.items():
            if has_extensions and key[:2] == "x-":
                continue
            self._keys.append(key)
            new = self.transform(old, kind)
            self._keys.pop()
            if new is not old:
                changed = dict(value) if changed is None else changed
                changed[key] = new
        return value if changed is None else changed

    def _list(self, value: list[Json], kind: Kind) -> list[Json]:
        changed: list[Json] | None = None
        for number, old in enumerate(value):
            self._keys.append(number)
            new = self.transform(old, kind)
            self._keys.pop()
            if new is not old:
                changed = list(value) if changed is None else changed
                changed[number] = new
        return value if changed is None else changed
