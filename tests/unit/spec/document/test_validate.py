"""What the typed model finds, told once for each place and in the document's own terms."""

from __future__ import annotations

from typing import Any

import pytest

from restamp.diagnostics.model import Diagnostics
from restamp.spec.document.validate import validate
from restamp.spec.tree.tree import Json

AT = "#/components/schemas/S"


def problems(schema: Any, version: str = "3.1.0") -> list[tuple[str, str]]:
    tree: dict[str, Json] = {
        "openapi": version,
        "info": {"title": "T", "version": "1"},
        "components": {"schemas": {"S": schema}},
    }
    diagnostics = Diagnostics()
    validate(tree, version, diagnostics)
    return [(d.at.removeprefix(AT), d.message) for d in diagnostics]


KINDS = "input should be 'null', 'string', 'number', 'integer', 'boolean', 'array' or 'object'"
OBJECT = "input should be a valid object"
CASES: list[tuple[Any, list[tuple[str, str]]]] = [
    ({}, []),
    ({"type": "foo"}, [("/type", KINDS)]),
    ({"type": ["string", "foo"]}, [("/type/1", KINDS)]),
    ({"additionalProperties": {"type": "foo"}}, [("/additionalProperties/type", KINDS)]),
    ({"additionalProperties": 5}, [("/additionalProperties", OBJECT)]),
    ({"additionalProperties": False}, []),
    ({"items": {"$ref": "#/x", "maxLength": "many"}}, []),
    ({"properties": {"bool": {"items": 5}}}, [("/properties/bool/items", OBJECT)]),
    ({"properties": {"list[x]": {"title": []}}}, [("/properties/list[x]/title", "input should be a valid string")]),
    ({"discriminator": {"mapping": {}}}, [("/discriminator", '"propertyName" is missing')]),
    ({"xml": {"attribute": "maybe"}, "title": {}}, [("/title", "input should be a valid string"), ("/xml/attribute", "input should be a valid boolean, unable to interpret input")]),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "expected"), CASES)
def test_schemas(schema: Any, expected: list[tuple[str, str]]) -> None:
    assert problems(schema) == expected


def test_the_tree_is_not_touched() -> None:
    schema: dict[str, Any] = {"properties": {"a": True}, "not": False}
    assert problems(schema) == []
    assert schema == {"properties": {"a": True}, "not": False}
