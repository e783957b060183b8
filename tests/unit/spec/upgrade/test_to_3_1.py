"""From 3.0 to 3.1: the same places in other words."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from restamp.spec.tree.kinds import Kind
from restamp.spec.tree.transform import transform_tree, unchanged
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_1 import schema_to_31, upgrade_from


def to_31(tree: Json, version: str) -> Json:
    is_whole = isinstance(tree, dict) and "openapi" in tree
    kind: Kind = "document" if is_whole else "fragment"
    return transform_tree(tree, kind, unchanged, finish=upgrade_from(version))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, {"type": "string"}),
        ({"nullable": False}, {}),
        ({"nullable": True, "allOf": []}, {"nullable": True, "allOf": []}),
        ({"type": ["string"], "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "null", "nullable": True}, {"type": ["null"]}),
        (
            {"type": "string", "enum": ["a"], "nullable": True},
            {"type": ["string", "null"], "enum": ["a"]},
        ),
        ({"minimum": 5, "exclusiveMinimum": True}, {"exclusiveMinimum": 5}),
        ({"minimum": 5, "exclusiveMinimum": False}, {"minimum": 5}),
        ({"exclusiveMaximum": True}, {}),
        ({"maximum": 5, "exclusiveMaximum": 3}, {"maximum": 5, "exclusiveMaximum": 3}),
        ({"type": "string", "example": 1}, {"type": "string", "example": 1}),
        ({"nullable": {"type": "string"}}, {"nullable": {"type": "string"}}),
    ],
)
def test_schemas(old: Any, new: Any) -> None:
    assert schema_to_31(old) == new


OLD: Any = {"type": "string", "nullable": True}
NEW: Any = {"type": ["string", "null"]}


@pytest.mark.parametrize(
    "place",
    [
        ("components", "schemas", "S"),
        ("components", "schemas", "S", "properties", "example"),
        ("components", "schemas", "S", "properties", "x-name"),
        ("components", "schemas", "S", "properties", "default", "items"),
        ("components", "schemas", "S", "additionalProperties"),
        ("components", "schemas", "S", "not"),
        ("components", "parameters", "P", "schema"),
        ("components", "headers", "x-h", "schema"),
        ("paths", "/a", "get", "responses", "default", "headers", "x-h", "schema"),
        ("paths", "/a", "get", "responses", "200", "content", "application/json", "schema"),
        ("paths", "/a", "get", "callbacks", "c", "{$url}", "post", "requestBody", "content", "x-a/b", "schema"),
        ("webhooks", "x-w", "post", "requestBody", "content", "a/b", "encoding", "p", "headers", "h", "schema"),
    ],
)  # fmt: skip
def test_schemas_wherever_they_are(place: tuple[str, ...]) -> None:
    if "webhooks" in place or any(key in ("x-a/b", "x-w") for key in place):
        place = tuple(key.removeprefix("x-") if key != "x-h" else key for key in place)
    assert within(place, OLD) != within(place, NEW)
    assert to_31(within(place, OLD), "3.0.3") == within(place, NEW)


@pytest.mark.parametrize(
    "place",
    [
        ("components", "schemas", "S", "example"),
        ("components", "schemas", "S", "default"),
        ("components", "schemas", "S", "const"),
        ("components", "schemas", "S", "x-y"),
        ("components", "examples", "E", "value"),
        ("components", "x-y", "S"),
        ("x-y", "components", "schemas", "S"),
        ("paths", "/a", "get", "responses", "200", "content", "a/b", "example"),
        ("paths", "/a", "get", "responses", "200", "content", "a/b", "examples", "e", "value"),
        ("paths", "/a", "get", "responses", "200", "links", "l", "parameters", "p"),
    ],
)
def test_values_that_only_look_like_schemas_stay(place: tuple[str, ...]) -> None:
    tree = within(place, OLD)
    assert to_31(tree, "3.0.3") == tree


def within(place: tuple[str, ...], value: Any) -> Any:
    for key in reversed(place):
        value = {key: value}
    return {"openapi": "3.0.3", **value}


def test_lists_of_schemas() -> None:
    tree = within(("components", "schemas", "S"), {"allOf": [OLD, {"oneOf": [OLD]}], "enum": [OLD]})
    schema: Any = to_31(tree, "3.0.0")
    assert schema["components"]["schemas"]["S"] == {"allOf": [NEW, {"oneOf": [NEW]}], "enum": [OLD]}


def test_files_that_are_no_documents() -> None:
    fragments: list[tuple[Any, Any]] = [
        (OLD, NEW),
        ({"Pet": {"type": "object", "properties": {"a": OLD}}}, {"Pet": {"type": "object", "properties": {"a": NEW}}}),
        ({"get": {"responses": {"default": {"content": {"a/b": {"schema": OLD}}}}}}, {"get": {"responses": {"default": {"content": {"a/b": {"schema": NEW}}}}}}),
        ([{"name": "a", "in": "query", "schema": OLD}], [{"name": "a", "in": "query", "schema": NEW}]),
        ({"value": {"nullable": True}, "examples": {"e": OLD}}, {"value": {"nullable": True}, "examples": {"e": OLD}}),
    ]  # fmt: skip
    for old, new in fragments:
        assert to_31(old, "3.0.3") == new


@pytest.mark.parametrize("version", ["3.1.0", "3.2.0"])
def test_later_versions_are_not_changed(version: str) -> None:
    tree = within(("components", "schemas", "S"), OLD)
    assert to_31(tree, version) is tree


def test_the_tree_is_not_modified_and_shared_parts_stay_shared() -> None:
    shared = dict(OLD)
    tree: Any = within(("components", "schemas"), {"A": shared, "B": {"items": shared}, "C": {}})
    before = copy.deepcopy(tree)
    upgraded: Any = to_31(tree, "3.0.3")
    assert tree == before
    schemas = upgraded["components"]["schemas"]
    assert schemas["A"] is schemas["B"]["items"]
    assert schemas["C"] is tree["components"]["schemas"]["C"]


@pytest.mark.parametrize(
    "tree",
    [None, [], "x", {}, {"openapi": 1}, {"openapi": "3.0.0", "paths": [1, None]}, {"paths": {"/": None}}],
)  # fmt: skip
def test_malformed_trees_are_passed_on(tree: Any) -> None:
    assert to_31(tree, "3.0.0") == tree
