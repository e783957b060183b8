"""Actions of overlays that widen a schema, by the version of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from restamp.learning.allowed import UNIONS, types_of
from restamp.learning.written import Dialect, Written
from restamp.pointers import json_path, path_text
from restamp.records import dataclass
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json, tokens

_TYPED = ("type", "format", "enum", "const")
"""The keywords that say which values there are."""
_ANNOTATIONS = (
    "title",
    "description",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
)
"""The keywords that stay where they are if a schema becomes a union."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action of an overlay: merge an update into an object, or remove a member of it, or an item of a list."""

    place: tuple[str | int, ...]
    """The keys and indices to the object or the list."""
    update: dict[str, Json] | None = None
    key: str = ""
    """The member to remove."""
    was: Json = None
    """The member's value, or the item to remove from the list."""

    @property
    def target(self) -> str:
        """The JSONPath query (RFC 9535)."""
        if self.update is not None:
            return json_path(self.place)
        if self.key:
            return json_path((*self.place, self.key))
        return f"{json_path(self.place)}[?@ == '{path_text(str(self.was))}']"

    def apply(self, tree: Json) -> None:
        """Change a tree, which has the place."""
        value: Any = tree
        for step in self.place:
            value = value[step]
        if self.update is not None:
            _merge(value, self.update)
        elif self.key:
            del value[self.key]
        else:
            value.remove(self.was)


def _merge(old: dict[str, Json], new: Mapping[str, Json]) -> None:
    for key, value in new.items():
        known = old.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            _merge(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            known += value
        else:
            old[key] = deepcopy(value)


def merge(node: Node, update: Mapping[str, Json]) -> Action:
    """Merge members into an object."""
    return Action((*steps_of(node),), {**update})


def removed(node: Node, keys: Iterable[str]) -> list[Action]:
    """Remove the members of an object that it has."""
    place = (*steps_of(node),)
    return [Action(place, None, key, node.raw(key)) for key in keys if node.has(key)]


def steps_of(node: Node) -> list[str | int]:
    """The keys and indices from the root of the document to a node."""
    above = node.above
    if above is None:
        return [*tokens(node.at)]
    return [*steps_of(above), node.step]


def described(document: Written, node: Node) -> str:
    """What a schema says, in a few words."""
    target = document.target(node)
    if target is None or not target.is_mapping:
        return "another schema"
    types = types_of(target)
    format_ = target.text("format")
    if target is not node and node.ref and (not types or types == ["object"]):
        return node.ref.rpartition("/")[2]
    if target.has_any({"enum", "const"}):
        return "an enumeration"
    if not types:
        return "a composition" if target.has_any({"allOf", *UNIONS}) else "a value"
    return " or ".join(types) + (f" ({format_})" if format_ else "")


def not_required(node: Node, name: str) -> Action:
    """Remove a name from a list of required properties."""
    return Action((*steps_of(node), "required"), None, "", name)


def with_members(node: Node, values: Sequence[str | int]) -> list[Action]:
    """Add members to an enumeration, or to a constant, which becomes one."""
    if node.has("const"):
        members: list[Json] = [node.raw("const"), *values]
        return [*removed(node, ["const"]), merge(node, {"enum": members})]
    return [merge(node, {"enum": [*values]})]


def nullable(node: Node, dialect: Dialect) -> list[Action]:
    """Allow null where a schema is used."""
    if dialect is Dialect.SWAGGER:
        return [merge(node, {"x-nullable": True})]
    if dialect is Dialect.OPENAPI_30:
        if node.has("$ref"):
            wrapped: Json = [{"$ref": node.raw("$ref")}]
            return [*removed(node, ["$ref"]), merge(node, {"allOf": wrapped, "nullable": True})]
        return [merge(node, {"nullable": True})]
    null: Json = {"type": "null"}
    if node.has("$ref"):
        parts: list[Json] = [{"$ref": node.raw("$ref")}, null]
        return [*removed(node, ["$ref"]), merge(node, {"anyOf": parts})]
    for keyword in UNIONS:
        if isinstance(node.raw(keyword), list) and not node.has("type"):
            return [merge(node, {keyword: [null]})]
    if node.has("allOf") or node.has("const"):
        return _union(node, [null])
    actions: list[Action] = []
    if isinstance(node.raw("type"), list):
        actions.append(merge(node, {"type": ["null"]}))
    elif types := types_of(node):
        actions += [*removed(node, ["type"]), merge(node, {"type": [*types, "null"]})]
    if node.has("enum"):
        actions.append(merge(node, {"enum": [None]}))
    return actions


def wider(node: Node, types: Sequence[str], dialect: Dialect) -> list[Action]:
    """Allow values of other JSON types; of text alone, any text."""
    own = types_of(node)
    new = [type_ for type_ in types if type_ not in own]
    if not new:
        return removed(node, ["format", "enum", "const"])
    if own == ["integer"] and new == ["number"] and not node.has_any({"enum", "const"}):
        return [*removed(node, ["type", "format"]), merge(node, {"type": "number"})]
    if dialect is Dialect.SWAGGER:
        return removed(node, _TYPED)
    others: list[Json] = [{"type": type_} for type_ in new]
    if isinstance(node.raw("anyOf"), list) and not own:
        return [merge(node, {"anyOf": others})]
    is_plain = not node.has_any({"$ref", "enum", "const", "allOf"})
    if dialect is Dialect.OPENAPI_31 and is_plain and own:
        if isinstance(node.raw("type"), list):
            return [merge(node, {"type": [*new]})]
        # Integers are numbers.
        every: list[Json] = [t for t in (*own, *new) if t != "integer" or "number" not in new]
        return [*removed(node, ["type"]), merge(node, {"type": every})]
    return _union(node, others)


def _union(node: Node, others: Sequence[Json]) -> list[Action]:
    """Make a schema the first part of a union."""
    value = node.value if isinstance(node.value, dict) else {}
    annotations = (*_ANNOTATIONS, "nullable")
    moved = {key: member for key, member in value.items() if key not in annotations}
    return [*removed(node, moved), merge(node, {"anyOf": [moved, *others]})]
