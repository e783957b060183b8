"""Questions about the keywords of a single schema."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

ANNOTATIONS = {
    "$ref", "title", "description", "summary", "default", "example", "examples", "deprecated",
    "readOnly", "writeOnly", "nullable", "externalDocs", "xml", "$comment", "$schema", "$id",
    "$anchor", "$dynamicAnchor", "$dynamicRef", "$defs", "definitions",
}  # fmt: skip

EXTRA = ("additionalProperties", "unevaluatedProperties")
BARE = {"type", "minProperties", "maxProperties", "propertyNames", "discriminator", "not", *EXTRA}
OF_OBJECTS = BARE | {
    "required", "patternProperties", "dependentRequired", "dependentSchemas", "if", "then", "else",
}  # fmt: skip
CONSTRAINTS = {
    "type", "required", "dependentRequired", "not", "minProperties", "maxProperties",
    "propertyNames", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "contains", "minContains",
    "maxContains", *EXTRA,
}  # fmt: skip

_UNIONS = frozenset({"oneOf", "anyOf"})
_COMBINATIONS = _UNIONS | {"allOf"}
_NULL_TYPES = ("null", ["null"])
_CONDITIONAL = frozenset({"then", "else", "dependentSchemas"})


def says_something(node: Node) -> bool:
    """Whether a schema has any keyword beyond annotations and `$ref`."""
    keys = node.value if isinstance(node.value, dict) else ()
    return any(key not in ANNOTATIONS and not key.startswith("x-") for key in keys)


def union_or_all(node: Node) -> bool:
    """Whether a schema has `allOf`, `oneOf` or `anyOf`."""
    return node.has_any(_COMBINATIONS)


def union_keys(node: Node) -> tuple[str, ...]:
    """The keywords of a schema that are unions."""
    if not node.has_any(_UNIONS):
        return ()
    return tuple(
        key for key in ("oneOf", "anyOf") if isinstance(value := node.raw(key), list) and value
    )


def union_key(node: Node) -> str | None:
    """The first keyword of a schema that is a union."""
    return next(iter(union_keys(node)), None)


def says_only(node: Node, keys: Collection[str]) -> bool:
    """Whether a schema only has these keywords and annotations."""
    return isinstance(node.value, dict) and all(
        key in keys or key in ANNOTATIONS or key.startswith("x-") for key in node.value
    )


def only_constrains(node: Node, types: Collection[Json]) -> bool:
    """Whether a schema only restricts the values of these types, and describes no parts of them."""
    return (
        node.ref is None
        and says_only(node, CONSTRAINTS)
        and all(name in (*types, "object") for name in types_of(node.get("type")))
        and all(node.get(key) is None or _is_bare(node[key]) for key in EXTRA)
    )


def is_bare_object(node: Node) -> bool:
    """Whether a schema only says that a value is an object, and nothing about its members."""
    return (
        says_only(node, BARE)
        and set(types_of(node.get("type"))) <= {"object", "null"}
        and all(node.get(key) is None or _is_bare(node[key]) for key in EXTRA)
    )


def _is_bare(extra: Node) -> bool:
    """Whether `additionalProperties` declares no type for undeclared members."""
    return not extra.is_mapping or not extra.value


def declares_extra(node: Node) -> bool:
    """Whether a schema says that there may be undeclared members."""
    values = [extra.value for key in EXTRA if (extra := node.get(key)) is not None]
    patterns = node.get("patternProperties")
    return any(value is not False for value in values) or bool(
        patterns is not None and patterns.value
    )


def property_holders(node: Node) -> Iterator[Node]:
    """Yield the schema and its conditional subschemas, whose properties may be present."""
    yield node
    if not node.has_any(_CONDITIONAL):
        return
    for key in ("then", "else"):
        if (schema := node.get(key)) is not None:
            yield schema
    dependent = node.get("dependentSchemas")
    if dependent is not None:
        for _, schema in sorted(dependent.items(), key=lambda item: item[0]):
            yield schema


def has_properties(node: Node) -> bool:
    """Whether a schema declares any property."""
    return bool(node.raw("properties")) or (
        node.has_any(_CONDITIONAL)
        and any(holder.raw("properties") for holder in property_holders(node))
    )


def shapes_members(node: Node) -> bool:
    """Whether a schema describes members of an object."""
    extra = node.raw("additionalProperties")
    has_extra = isinstance(extra, dict) and bool(extra)
    return has_extra or bool(node.raw("patternProperties")) or has_properties(node)


def is_null(node: Node) -> bool:
    """Whether null is the only value of a schema."""
    if not says_only(node, ("type", "enum", "const")):
        return False
    if node.has("const"):
        return node.raw("const") is None
    return node.raw("enum") == [None] if node.has("enum") else node.raw("type") in _NULL_TYPES


def types_of(type_: Node | None) -> list[Json]:
    """The values of `type`, one or several."""
    if type_ is None:
        return []
    return type_.value if isinstance(type_.value, list) else [type_.value]


def required_names(node: Node) -> set[str]:
    """The wire names in `required`."""
    required = node.raw("required")
    if not isinstance(required, list):
        return set()
    return {name for name in required if isinstance(name, str)}


def admits_null(node: Node) -> bool:
    """Whether the keywords of a schema itself admit null."""
    types = node.raw("type")
    return node.flag("nullable") or "null" in (types if isinstance(types, list) else [types])
