"""Whether an example of a response fits its schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from restamp.lower.context import Lowering
from restamp.lower.schemas.keywords import declares_extra, required_names, types_of, union_key
from restamp.records import dataclass
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

MAX_DEPTH = 4
"""Maximum depth of values and schemas that are compared; what is deeper fits."""
MAX_ITEMS = 10
"""Maximum number of items of an array that are compared."""
KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
    "null": (type(None),),
}
_COMBINATIONS = frozenset({"allOf", "oneOf", "anyOf"})
_OF_OTHERS = _COMBINATIONS | {"$ref", "$dynamicRef"}
"""Keywords of schemas that consist of others."""
_WORDS: Mapping[type, str] = {
    str: "a string",
    bool: "a boolean",
    dict: "an object",
    list: "an array",
}


@dataclass(frozen=True, slots=True)
class Fit:
    """Compares examples with schemas."""

    lowering: Lowering

    def is_whole(self, value: Json, schema: Node, depth: int = MAX_DEPTH) -> bool:
        """Whether a value has the types of its schema, the required properties and not only unknown ones."""
        node = None if depth == 0 else self._target(schema)
        if node is None:
            return True
        return self._matches_target(value, node, depth) and (
            not isinstance(value, dict) or self._has_known_members(value, node, depth)
        )

    def _matches(self, value: Json, schema: Node, depth: int) -> bool:
        node = None if depth == 0 else self._target(schema)
        return node is None or self._matches_target(value, node, depth)

    def _matches_target(self, value: Json, node: Node, depth: int) -> bool:
        if not has_type(value, node.value):
            return False
        if not node.has_any(_COMBINATIONS):
            return self._has_matching_members(value, node, depth)
        if not all(self._matches(value, part, depth - 1) for part in _parts(node)):
            return False
        union = union_key(node)
        members = () if union is None else node[union].elements()
        if union is not None and not any(self._matches(value, m, depth - 1) for m in members):
            return False
        return self._has_matching_members(value, node, depth)

    def _has_matching_members(self, value: Json, node: Node, depth: int) -> bool:
        if isinstance(value, dict):
            missing = required_names(node) - value.keys()
            if missing and not missing <= _write_only(node):
                return False
            properties = node.get("properties")
            if properties is None or not isinstance(properties.value, dict):
                return True
            return all(
                self._is_member(value[name], properties, name, depth - 1)
                for name in properties.value
                if value.get(name) is not None
            )
        items = node.get("items")
        if isinstance(value, list) and items is not None:
            return all(self.is_whole(item, items, depth - 1) for item in value[:MAX_ITEMS])
        return True

    def _is_member(self, value: Json, properties: Node, name: str, depth: int) -> bool:
        schema = properties.raw(name)
        if isinstance(value, (dict, list)) or not _is_simple(schema):
            return self.is_whole(value, properties[name], depth)
        return depth == 0 or has_type(value, schema)

    def why_none(self, value: Json, schema: Node, depth: int = MAX_DEPTH) -> str:
        """Why nothing of a value can be a value of its schema; empty if a part of it can."""
        node = self._target(schema)
        if node is None or depth == 0:
            return ""
        if value is not None and not has_type(value, node.value):
            types = " or ".join(str(name) for name in types_of(node.get("type")))
            return f"it is {_WORDS.get(type(value), 'a number')}, and the type is {types}"
        items = node.get("items")
        if isinstance(value, list) and value and items is not None:
            return self.why_none(value[0], items, depth - 1)
        if not isinstance(value, dict) or self._has_known_members(value, node, depth):
            return ""
        return "it has none of the properties"

    def _has_known_members(self, value: dict[str, Json], node: Node, depth: int) -> bool:
        """Whether any of the members of an object is a property, or may be one."""
        own = node.raw("properties")
        if not value or (isinstance(own, dict) and not own.keys().isdisjoint(value)):
            return True
        names = self._names(node, depth)
        return not names or not names.isdisjoint(value)

    def _names(self, schema: Node, depth: int) -> frozenset[str] | None:
        """The properties of a schema and its parts; None if it may have any."""
        node = self._target(schema)
        if node is None or depth == 0 or declares_extra(node):
            return None
        names = frozenset(name for name, _ in _properties(node))
        union = union_key(node)
        members = () if union is None else node[union].elements()
        for part in (*_parts(node), *members):
            below = self._names(part, depth - 1)
            if below is None:
                return None
            names |= below
        return names

    def _target(self, schema: Node) -> Node | None:
        target = self.lowering.document.peek(schema)
        return target if target is not None and target.is_mapping else None


def has_type(value: Json, schema: Json) -> bool:
    """Whether a value has one of the types of a schema."""
    if not isinstance(schema, dict):
        return True
    type_ = schema.get("type")
    kinds = KINDS.get(type_, ()) if isinstance(type_, str) else _kinds(type_)
    if not kinds or (value is None and schema.get("nullable") is True):
        return True
    if isinstance(value, bool):
        return bool in kinds
    is_whole_number = isinstance(value, float) and value.is_integer() and int in kinds
    return is_whole_number or isinstance(value, kinds)


def _kinds(types: Json) -> tuple[type, ...]:
    """The classes of the values of several types."""
    names = [name for name in types if isinstance(name, str)] if isinstance(types, list) else []
    return tuple(kind for name in names for kind in KINDS.get(name, ()))


def _is_simple(schema: Json) -> bool:
    """Whether only the own keywords of a schema decide."""
    return isinstance(schema, dict) and schema.keys().isdisjoint(_OF_OTHERS)


def _properties(node: Node) -> Iterator[tuple[str, Node]]:
    properties = node.get("properties")
    yield from properties.items() if properties is not None and properties.is_mapping else ()


def _write_only(node: Node) -> set[str]:
    return {name for name, member in _properties(node) if member.flag("writeOnly")}


def _parts(node: Node) -> Iterator[Node]:
    listed = node.get("allOf")
    yield from listed.elements() if listed is not None and listed.is_list else ()
