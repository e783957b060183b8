"""Schemas that are valid at a glance, which need not be validated by the typed model: it takes ten times as long.

What is not known here is left to the model, which alone reports errors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from restamp.spec.tree.kinds import JSON_TYPES, PARTS, Form, is_plain
from restamp.spec.tree.tree import Json

_LARGEST: Final = 1e300
"""The largest number that surely is one of the model, whose numbers are floats."""


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


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


def _is_boolean(value: Json) -> bool:
    return isinstance(value, bool)


def _is_anything(value: Json) -> bool:
    return True


def _is_number(value: Json) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < _LARGEST


def _is_count(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_list(value: Json) -> bool:
    return isinstance(value, list)


def _has_items(value: Json) -> bool:
    return isinstance(value, list) and bool(value)


def _are_texts(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


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
    **dict.fromkeys(("title", "description", "format", "pattern"), _is_text),
    **dict.fromkeys(("nullable", "deprecated", "readOnly", "writeOnly"), _is_boolean),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), _is_count),
    **dict.fromkeys(("minimum", "maximum"), _is_number),
    **dict.fromkeys(("default", "example", "const"), _is_anything),
    "type": _are_types,
    "enum": _has_items,
    "required": _are_texts,
    "examples": _is_list,
    "additionalProperties": _is_schema_or_boolean,
}
"""The keywords that a schema may have, and when their values are valid."""
