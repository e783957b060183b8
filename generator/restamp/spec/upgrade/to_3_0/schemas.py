"""Schemas of Swagger 2.0 in the words of OpenAPI 3.0; locations do not change."""

from __future__ import annotations

from typing import Final

from restamp.spec.tree.extensions import (
    DEFINITION_NAME,
    ENUM_NAMES,
    ENUM_TEXTS,
    EXAMPLE,
    MICROSOFT_ENUM,
    MUTABILITY,
    NULLABLE,
    TYPE_NAME,
)
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_0.examples import example_of

Object = dict[str, Json]
_CHANGED: Final = frozenset(
    {
        *("discriminator", *NULLABLE.keys, *MICROSOFT_ENUM.keys, *EXAMPLE.keys),
        *MUTABILITY.keys,
    }
)
FILE: Final[Object] = {"type": "string", "format": "binary"}


def schema_to_30(value: Object) -> Object:
    """Upgrade one schema, without its subschemas."""
    is_file = value.get("type") == "file"
    if not is_file and _CHANGED.isdisjoint(value):
        return value
    schema = dict(value)
    if is_file:
        schema |= FILE
    discriminator = schema.get("discriminator")
    if isinstance(discriminator, str):
        schema["discriminator"] = {"propertyName": discriminator}
    for key in NULLABLE.keys:
        if key in schema:
            nullable = schema.pop(key)
            if nullable is True or nullable == "true":
                schema["nullable"] = True
    schema |= example_of(schema)
    mutability = schema.get(MUTABILITY.own)
    if isinstance(mutability, list) and mutability:
        key = "writeOnly" if "read" not in mutability else "readOnly"
        if key == "writeOnly" or mutability == ["read"]:
            schema.setdefault(key, True)
    enum = schema.get(MICROSOFT_ENUM.own)
    return {**_named(enum, schema.get("enum")), **schema} if isinstance(enum, dict) else schema


def with_names(definitions: Json) -> Json:
    """The definitions with the names of their classes that AutoRest's `x-ms-client-name` sets."""
    if not isinstance(definitions, dict):
        return definitions
    return {name: _with_name(schema) for name, schema in definitions.items()}


def _with_name(schema: Json) -> Json:
    if not isinstance(schema, dict) or DEFINITION_NAME.own not in schema:
        return schema
    return {TYPE_NAME.own: schema[DEFINITION_NAME.own], **schema}


def _named(enum: Object, values: Json) -> Object:
    """The names that AutoRest's `x-ms-enum` sets, as the extensions that Restamp reads."""
    names: Object = {}
    if isinstance(name := enum.get("name"), str) and name:
        names[TYPE_NAME.own] = name
    listed = enum.get("values")
    if not isinstance(listed, list) or not isinstance(values, list):
        return names
    by_value = {repr(v.get("value")): v for v in listed if isinstance(v, dict)}
    members = [by_value.get(repr(value), {}) for value in values]
    for key, extension in (("name", ENUM_NAMES), ("description", ENUM_TEXTS)):
        texts: list[Json] = [member.get(key, "") for member in members]
        if any(texts):
            names[extension.own] = texts
    return names
