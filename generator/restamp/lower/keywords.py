"""What keywords a schema has: questions about one node, answered without its meaning."""

from __future__ import annotations

from collections.abc import Sequence

from restamp.spec.node import Node
from restamp.spec.tree import Json

TYPES = ("string", "integer", "number", "boolean", "null", "object", "array")

ANNOTATIONS = {
    "$ref", "title", "description", "summary", "default", "example", "examples", "deprecated",
    "readOnly", "writeOnly", "nullable", "externalDocs", "xml", "$comment", "$schema", "$id",
    "$anchor", "$dynamicAnchor", "$dynamicRef", "$defs", "definitions",
}  # fmt: skip


def says_something(node: Node) -> bool:
    """Whether a schema has any keyword beyond annotations and `$ref`."""
    return any(key not in ANNOTATIONS and not key.startswith("x-") for key, _ in node.items())


def union_or_all(node: Node) -> bool:
    """Whether a schema is made of other schemas."""
    return any(node.get(key) is not None for key in ("allOf", "oneOf", "anyOf"))


def union_key(node: Node) -> str | None:
    """The keyword that makes a union of this schema."""
    for key in ("oneOf", "anyOf"):
        listed = node.get(key)
        if listed is not None and listed.is_list and listed.value:
            return key
    return None


def only_requires(node: Node) -> bool:
    """Whether a schema says no more than which properties are required."""
    return node.is_mapping and all(
        key in ("required", "additionalProperties", "not", "minProperties", "maxProperties")
        or key in ANNOTATIONS
        or key.startswith("x-")
        or (key == "type" and value.value == "object")
        for key, value in node.items()
        if key != "$ref"
    )


def types_of(given: Node | None) -> list[Json]:
    """The values in `type`, one or many."""
    if given is None:
        return []
    return [n.value for n in given.elements()] if given.is_list else [given.value]


def required_names(node: Node) -> set[str]:
    """The wire names in `required`."""
    required = node.get("required")
    if required is None or not required.is_list:
        return set()
    return {item.value for item in required.elements() if isinstance(item.value, str)}


def is_choice(members: Sequence[Node]) -> bool:
    """Whether the members describe values, and not only which properties are required."""
    only = {"required", "not", "title", "description", "type"}
    return not members or not all(
        member.ref is None
        and member.get("required") is not None
        and all(key in only for key, _ in member.items())
        for member in members
    )


def is_beside_members(node: Node, key: str) -> bool:
    """Whether a union says more about an object whose members stand beside it."""
    members = list(node[key].elements())
    shaping = [member for member in members if says_something(member) or member.ref]
    return node.get("properties") is not None or not is_choice(shaping)


def admits_null(node: Node) -> bool:
    """Whether a schema says by itself that null is a value."""
    return node.flag("nullable") or "null" in types_of(node.get("type"))
