"""What is surely valid is valid for the typed model: every known keyword with all sorts of values."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from openapi_pydantic.v3.v3_1 import Schema
from pydantic import TypeAdapter, ValidationError

from restamp.spec.document.sure_schemas import is_surely_valid
from restamp.spec.tree.kinds import PARTS
from restamp.spec.tree.tree import Json

KEYWORDS = sorted(
    {field.alias or name for name, field in Schema.model_fields.items()} | {*PARTS["schema"]}
)
VALUES: list[Any] = [
    *(None, True, False, 0, 1, -1, 1.5, 10**400, float("inf"), "", "string", "no type", "x"),
    *([], [None], ["string"], ["string", "null"], ["string", 1], [{}], [{"type": "foo"}], [[]]),
    *({}, {"type": "string"}, {"type": "foo"}, {"$ref": "#/a"}, {"$ref": 1}, {"x-a": 1}),
    *({"a": {}}, {"a": {"type": "foo"}}, {"a": {"title": 1}}, {"type": ["string"], "format": None}),
    *({"title": "T", "type": "object"}, {"title": None, "type": "object"}, {"propertyName": "a"}),
]
BESIDE: list[dict[str, Any]] = [{}, {"type": "object"}, {"items": {"type": "string"}}]
SCHEMAS = TypeAdapter(dict[str, Schema])


def is_valid(schema: Json) -> bool:
    try:
        SCHEMAS.validate_python({"A": schema})
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("keyword", [*KEYWORDS, "x-a", "$ref"])
def test_keyword(keyword: str) -> None:
    for value, beside in product(VALUES, BESIDE):
        schema: dict[str, Any] = {**beside, keyword: value}
        assert is_valid(schema) or not is_surely_valid(schema), schema


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string", "description": "D", "example": None}, True),
        ({"type": ["string", "null"], "enum": ["a"], "maxLength": 3, "x-a": 1}, True),
        ({"type": "object", "properties": {"a": {"$ref": "#/a"}, "b": {"minimum": 0}}}, True),
        ({"anyOf": [{"type": "array", "items": {"oneOf": [{}]}}, {"const": 1}]}, True),
        ({"type": "object", "properties": {"a": {"properties": {"b": {"type": "foo"}}}}}, False),
        ({"$ref": "#/a", "description": "D"}, True),
        ({"$ref": "#/a", "description": 1}, False),
        ({"unknown": 1}, False),
        (True, False),
    ],
)
def test_sure(schema: Json, expected: bool) -> None:
    assert is_surely_valid(schema) is expected
