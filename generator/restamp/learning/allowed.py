"""What does a schema allow, as far as learning needs it: null, JSON types, formats, members of an enumeration."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from restamp.learning.written import Dialect, Written, texts
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

UNIONS = ("oneOf", "anyOf")
_NULLABLE = ("nullable", "x-nullable", "x-isnullable")
_FORMATS: Mapping[str, type] = {
    "date-time": datetime,
    "date": date,
    "time": time,
    "duration": timedelta,
    "uuid": UUID,
}
"""Formats that clients decode, so that other text does not fit."""


def json_type(value: object) -> str:
    """The JSON type of a value; a number without a fraction is an integer."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def types_of(schema: Node) -> list[str]:
    """The JSON types that `type` lists; those that other keywords imply if there is no `type`; none if any."""
    declared = schema.raw("type")
    if isinstance(declared, str):
        return [declared]
    if isinstance(declared, list):
        return texts(declared)
    if schema.has_any({"properties", "additionalProperties", "required"}):
        return ["object"]
    return ["array"] if schema.has("items") else []


def fits_type(type_: str, allowed: list[str]) -> bool:
    """Whether a value of a JSON type fits one of the allowed types."""
    return not allowed or type_ in allowed or (type_ == "integer" and "number" in allowed)


def fits_format(value: str, schema: Node) -> bool:
    """Whether text can be decoded in the format of its schema."""
    format_ = schema.text("format")
    kind = None if format_ is None else _FORMATS.get(format_)
    if kind is None:
        return True
    try:
        _adapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def members_of(schema: Node) -> list[Json] | None:
    """The values that a schema lists; None if it does not."""
    if schema.has("const"):
        return [schema.raw("const")]
    listed = schema.raw("enum")
    return listed if isinstance(listed, list) else None


def parts_of(schema: Node, *keywords: str) -> Iterator[Node]:
    """The schemas in `allOf` and similar keywords."""
    for keyword in keywords:
        listed = schema.get(keyword)
        if listed is not None:
            yield from listed.elements()


def admits_null(document: Written, schema: Node, depth: int = 0) -> bool:
    """Whether a schema, with everything it refers to, allows null."""
    target = document.target(schema)
    if target is None or not target.is_mapping or not target.value or depth > MAX_DEPTH:
        return True

    def admitted(node: Node) -> bool:
        return admits_null(document, node, depth + 1)

    if any(target.flag(key) or schema.flag(key) for key in _NULLABLE):
        return True
    members = members_of(target)
    if members is not None:
        return None in members
    types = types_of(target)
    if types:
        return "null" in types and document.dialect is Dialect.OPENAPI_31
    return _composition_admits(target, admitted)


MAX_DEPTH = 40
"""Schemas inside one another that are followed without a value inside another."""


def _composition_admits(schema: Node, admitted: Callable[[Node], bool]) -> bool:
    for keyword in UNIONS:
        parts = [*parts_of(schema, keyword)]
        if parts and not any(map(admitted, parts)):
            return False
    return all(map(admitted, parts_of(schema, "allOf")))
