"""Schemas that are valid at a glance, which need not be validated by the typed model: it takes ten times as long.

What is not known here is left to the model, which alone reports errors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from restamp.spec.document.sure_values import (
    IS_LINK,
    are_texts,
    booleans,
    has,
    has_items,
    is_anything,
    is_count,
    is_list,
    is_map_of,
    is_number,
    is_text,
    texts,
)
from restamp.spec.tree.kinds import JSON_TYPES, PARTS, Form, is_plain
from restamp.spec.tree.tree import Json


def is_surely_valid(schema: Json) -> bool:
    """Whether a schema is valid for the typed model; False if that is not sure."""
    if is_plain(schema):
        return True
    if not isinstance(schema, dict):
        return False
    for key, member in schema.items():
        is_valid = _CHECKS.get(key)
        if not (key[:2] == "x-" if is_valid is None else is_valid(member)):
            return False
    return True


def _are_types(value: Json) -> bool:
    names = value if isinstance(value, list) else [value]
    return all(isinstance(name, str) and name in JSON_TYPES for name in names)


def _are_schemas(value: Json) -> bool:
    return isinstance(value, list) and all(map(is_surely_valid, value))


def _are_named_schemas(value: Json) -> bool:
    return isinstance(value, dict) and all(map(is_surely_valid, value.values()))


def _is_schema_or_boolean(value: Json) -> bool:
    return isinstance(value, bool) or is_surely_valid(value)


_SCHEMAS: Final[Mapping[Form, Callable[[Json], bool]]] = {
    "one": is_surely_valid,
    "list": _are_schemas,
    "map": _are_named_schemas,
}
_CHECKS: Final[Mapping[str, Callable[[Json], bool]]] = {
    **{key: _SCHEMAS[form] for key, (form, _) in PARTS["schema"].items()},
    **texts("$ref", "title", "description", "format", "pattern"),
    **texts("contentEncoding", "contentMediaType"),
    **booleans("nullable", "deprecated", "readOnly", "writeOnly", "uniqueItems"),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), is_count),
    **dict.fromkeys(("minProperties", "maxProperties"), is_count),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), is_number),
    **dict.fromkeys(("default", "example", "const"), is_anything),
    "type": _are_types,
    "enum": has_items,
    "required": are_texts,
    "examples": is_list,
    "discriminator": has(("propertyName",), **texts("propertyName"), mapping=is_map_of(is_text)),
    "xml": has(**texts("name", "namespace", "prefix"), **booleans("attribute", "wrapped")),
    "externalDocs": IS_LINK,
    "additionalProperties": _is_schema_or_boolean,
}
"""The keywords that a schema may have, and when their values are valid."""
