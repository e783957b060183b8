"""What an object is, told by what it has."""

from __future__ import annotations

from typing import Any

import pytest

from restamp.spec.tree.kinds import PARTS, infer_kind
from restamp.spec.tree.transform import Place, transform_tree
from restamp.spec.tree.tree import Json

OBJECTS: list[tuple[Any, str]] = [
    ({"type": "object"}, "schema"),
    ({"type": ["string", "null"]}, "schema"),
    ({"oneOf": [{}]}, "schema"),
    ({"type": "apiKey", "in": "header", "name": "X"}, "parameter"),
    ({"name": "a", "in": "query", "schema": {}}, "parameter"),
    ({"operationId": "a"}, "operation"),
    ({"responses": {"200": {}}}, "operation"),
    ({"responses": {"Ok": {}}, "schemas": {}}, "components"),
    ({"get": {}}, "path item"),
    ({"description": "d", "content": {}}, "response"),
    ({"content": {}}, "request body"),
    ({"Pet": {"type": "object"}}, "fragment"),
    ({"type": {"type": "string"}, "allOf": {}}, "fragment"),
    ({}, "fragment"),
    ([], "fragment"),
    (None, "fragment"),
]


@pytest.mark.parametrize(("value", "kind"), OBJECTS)
def test_guesses(value: Any, kind: str) -> None:
    assert infer_kind(value) == kind


def test_every_part_is_of_a_kind_that_is_described() -> None:
    for parts in PARTS.values():
        assert {kind for _, kind in parts.values()} <= set(PARTS)


def test_the_outer_is_changed_before_the_inner_and_places_are_those_of_the_tree() -> None:
    seen: list[tuple[str, str]] = []

    def change(kind: str, value: Json, place: Place) -> Json:
        seen.append((kind, place.at))
        return (
            {**value, "items": {"new": True}}
            if isinstance(value, dict) and "old" in value
            else value
        )

    tree: Json = {"components": {"schemas": {"a/b": {"old": True, "allOf": [{}, True]}}}}
    assert transform_tree(tree, "document", change, "f#") == {
        "components": {
            "schemas": {"a/b": {"old": True, "allOf": [{}, True], "items": {"new": True}}}
        }
    }
    at = "f#/components/schemas/a~1b"
    assert seen == [
        ("document", "f#"),
        ("components", "f#/components"),
        ("schema", at),
        ("schema", f"{at}/allOf/0"),
        ("schema", f"{at}/allOf/1"),
        ("schema", f"{at}/items"),
    ]
