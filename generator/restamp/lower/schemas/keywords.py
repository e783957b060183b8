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


def says_something(node: Node) -> bool:
    """Whether a schema has any keyword beyond annotations and `$ref`."""
    return any(key not in ANNOTATIONS and not key.startswith("x-") for key, _ in node.items())


def union_or_all(node: Node) -> bool:
    """Whether a schema has `allOf`, `oneOf` or `anyOf`."""
    return any(node.get(key) is not None for key in ("allOf", "oneOf", "anyOf"))


def union_keys(node: Node) -> tuple[str, ...]:
    """The keywords of a schema that are unions."""
    listed = ((key, node.get(key)) for key in ("oneOf", "anyOf"))
    return tuple(
        key for key, value in listed if value is not None and value.is_list and value.value
    )


def union_key(node: Node) -> str | None:
    """The first keyword of a schema that is a union."""
    return next(iter(union_keys(node)), None)


def says_only(node: Node, keys: Collection[str]) -> bool:
    """Whether a schema only has these keywords and annotations."""
    return node.is_mapping and all(
        key in keys or key in ANNOTATIONS or key.startswith("x-") for key, _ in node.items()
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
    for key in ("then", "else"):
        if (schema := node.get(key)) is not None:
            yield schema
    dependent = node.get("dependentSchemas")
    if dependent is not None:
        for _, schema in sorted(dependent.items(), key=lambda item: item[0]):
            yield schema


def has_properties(node: Node) -> bool:
    """Whether a schema declares any property."""
    all_properties = (holder.get("properties") for holder in property_holders(node))
    return any(properties is not None and properties.value for properties in all_properties)


def shapes_members(node: Node) -> bool:
    """Whether a schema describes members of an object."""
    extra, patterns = node.get("additionalProperties"), node.get("patternProperties")
    has_extra = extra is not None and not _is_bare(extra)
    return has_properties(node) or has_extra or (patterns is not None and bool(patterns.value))


def is_null(node: Node) -> bool:
    """Whether null is the only value of a schema."""
    if not says_only(node, ("type", "enum", "const")):
        return False
    const, enum = node.get("const"), node.get("enum")
    if const is not None:
        return const.value is None
    return enum.value == [None] if enum is not None else types_of(node.get("type")) == ["null"]


def types_of(type_: Node | None) -> list[Json]:
    """The values of `type`, one or several."""
    if type_ is None:
        return []
    return [n.value for n in type_.elements()] if type_.is_list else [type_.value]


def required_names(node: Node) -> set[str]:
    """The wire names in `required`."""
    required = node.get("required")
    if required is None or not required.is_list:
        return set()
    return {item.value for item in required.elements() if isinstance(item.value, str)}


def admits_null(node: Node) -> bool:
    """Whether the keywords of a schema itself admit null."""
    return node.flag("nullable") or "null" in types_of(node.get("type"))
