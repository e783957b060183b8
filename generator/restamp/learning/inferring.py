"""Infer the schema of recorded bodies."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

from restamp.learning.written import Dialect
from restamp.spec.tree.tree import Json

_BUILDER: Any = import_module("genson").SchemaBuilder
"""The library has no types."""
_MAP_FROM = 60
"""An object with this many keys is a map, whose keys the server chose."""


def inferred(value: Json) -> Json:
    """The schema of a value, in JSON Schema."""
    builder = _BUILDER(schema_uri=None)
    builder.add_object(value)
    return cast("Json", builder.to_schema())


def both(one: Json, other: Json) -> Json:
    """A schema that allows what either of two inferred schemas allows."""
    if one is None or other is None:
        return other if one is None else one
    builder = _BUILDER(schema_uri=None)
    builder.add_schema(one)
    builder.add_schema(other)
    return cast("Json", builder.to_schema())


def as_written(schema: Json, dialect: Dialect) -> Json:
    """An inferred schema in the words of a document's version.

    Nothing is required: that some responses have a property does not say that all have it.
    """
    if not isinstance(schema, dict):
        return {}
    parts = schema.get("anyOf")
    if isinstance(parts, list):
        return _any_of([as_written(part, dialect) for part in parts], dialect)
    types = schema.get("type")
    if isinstance(types, list):
        return _several(schema, [str(type_) for type_ in types], dialect)
    if types == "null":
        return {} if dialect is not Dialect.OPENAPI_31 else {"type": "null"}
    written: dict[str, Json] = {} if types is None else {"type": types}
    properties, items = schema.get("properties"), schema.get("items")
    if isinstance(properties, dict) and len(properties) >= _MAP_FROM:
        values: Json = None
        for member in properties.values():
            values = both(values, member)
        written["additionalProperties"] = as_written(values, dialect)
    elif isinstance(properties, dict):
        written["properties"] = {
            name: as_written(member, dialect) for name, member in properties.items()
        }
    if isinstance(items, dict):
        written["items"] = as_written(items, dialect)
    elif types == "array":
        written["items"] = {}
    return written


def _several(schema: Mapping[str, Json], types: list[str], dialect: Dialect) -> Json:
    others = [type_ for type_ in types if type_ != "null"]
    if len(others) == 1:
        return nullable(as_written({**schema, "type": others[0]}, dialect), dialect)
    parts = [as_written({**schema, "type": type_}, dialect) for type_ in others]
    union = _any_of(parts, dialect)
    return nullable(union, dialect) if "null" in types else union


def _any_of(parts: list[Json], dialect: Dialect) -> Json:
    real = [part for part in parts if part != {"type": "null"}]
    if dialect is Dialect.SWAGGER:
        return {}
    union: Json = {"anyOf": list(real)} if len(real) != 1 else real[0]
    return nullable(union, dialect) if len(real) < len(parts) else union


def nullable(schema: Json, dialect: Dialect) -> Json:
    """A schema of a new response that also allows null."""
    if not isinstance(schema, dict) or not schema:
        return schema
    match dialect:
        case Dialect.SWAGGER:
            return {**schema, "x-nullable": True}
        case Dialect.OPENAPI_30:
            return {**schema, "nullable": True}
        case Dialect.OPENAPI_31:
            type_ = schema.get("type")
            if isinstance(type_, str):
                return {**schema, "type": [type_, "null"]}
            parts = schema.get("anyOf")
            return {"anyOf": [*(parts if isinstance(parts, list) else [schema]), {"type": "null"}]}
