"""Repairs: what is wrong, what it becomes, and what is said."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from restamp.diagnostics.model import Diagnostics
from restamp.spec.repairs import document as document_repairs
from restamp.spec.repairs import schema as schema_repairs
from restamp.spec.repairs.registry import REPAIRS, Selection, repair_tree
from restamp.spec.repairs.repair import Repair, RepairContext, RepairedFile
from restamp.spec.tree.kinds import Kind, is_plain
from restamp.spec.tree.transform import Place
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_1 import upgrade_from


def mended(tree: Json, version: str = "3.1.0", **written: str) -> tuple[Any, list[tuple[str, str]]]:
    diagnostics = Diagnostics()
    before = copy.deepcopy(tree)
    changed = repair_tree(tree, version, written, diagnostics)
    assert tree == before
    return changed, [(d.code, d.at) for d in diagnostics]


def schema(value: Json, version: str = "3.1.0") -> tuple[Any, list[tuple[str, str]]]:
    """What becomes of a schema, and what is said at places relative to it."""
    document, reports = mended(whole({"components": {"schemas": {"S": value}}}), version)
    at = "#/components/schemas/S"
    return document["components"]["schemas"]["S"], [
        (code, place.removeprefix(at)) for code, place in reports
    ]


def whole(parts: dict[str, Json]) -> Json:
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, **parts}


def operation(value: dict[str, Json]) -> tuple[Any, list[tuple[str, str]]]:
    document, reports = mended(whole({"paths": {"/a": {"get": value}}}))
    at = "#/paths/~1a/get"
    return document["paths"]["/a"]["get"], [
        (code, place.removeprefix(at)) for code, place in reports
    ]


def test_every_repair_is_listed_once() -> None:
    written = {
        id(value)
        for module in (document_repairs, schema_repairs)
        for value in vars(module).values()
        if isinstance(value, Repair)
    }
    assert {id(repair) for repair in REPAIRS} == written
    assert len(REPAIRS) == len(written)


ODD: list[Json] = [
    *(None, True, 1, 1.5, "true", "x", "string", [], ["a"], ["a", "a"], [1, "1"], [None], [{}]),
    *({}, {"a": 1}, {"a": {}}, {"$ref": "x"}, {"a": {"required": True}}, {"default": 1}),
]


@pytest.mark.parametrize("kind", sorted({kind for each in REPAIRS for kind in each.kinds}))
def test_the_selected_repairs_are_those_that_change_or_report_anything(kind: Kind) -> None:
    every = [each for each in REPAIRS if kind in each.kinds]
    keys = sorted({key for each in every for key in each.keys(kind)} | {"x-other", "other"})
    companions: list[dict[str, Json]] = [{}, {"type": "string"}, {"$ref": 1}, {"minimum": 1}]
    for key, odd, companion, version in product(keys, ODD, companions, ("3.0.3", "3.1.0")):
        value = {**companion, key: odd}
        results = []
        for selected in (True, False):
            file = RepairedFile(version, {}, Diagnostics())
            repairs = Selection.of(kind)
            numbers = repairs.for_object(value) if selected else {*range(len(every))}
            result = repairs.apply(numbers, value, RepairContext(kind, Place("#"), file))
            results.append((result, [(d.code, d.at, d.message) for d in file.diagnostics]))
        assert results[0] == results[1], value


def test_what_is_right_is_passed_on_untouched() -> None:
    tree = whole(
        {
            "servers": [{"url": "/", "variables": {"v": {"default": "a", "enum": ["a"]}}}],
            "security": [{"key": []}, {}],
            "paths": {
                "/a": {"get": {"tags": ["a", "b"], "responses": {"200": {"description": ""}}}}
            },
            "components": {
                "schemas": {
                    "S": {
                        "type": ["string", "null"],
                        "enum": ["a", None],
                        "default": None,
                        "required": ["a", "required"],
                        "properties": {"required": {"type": "boolean"}, "a": True},
                        "x-null": None,
                        "examples": ["a"],
                    }
                }
            },
        }
    )
    changed, reports = mended(tree)
    assert changed is tree
    assert reports == []


INFOS: list[tuple[Any, Any, list[tuple[str, str]]]] = [
    ({}, {"title": "API", "version": "0"}, [("info-incomplete", "#/info")] * 2),
    ({"title": 1, "version": 2.5}, {"title": "1", "version": "2.5"}, [("not-text", "#/info/title"), ("not-text", "#/info/version")]),
    ({"title": "T", "version": None}, {"title": "T", "version": "0"}, [("null-ignored", "#/info/version"), ("info-incomplete", "#/info")]),
    ({"title": [1], "version": "1"}, {"title": "API", "version": "1"}, [("not-text", "#/info/title"), ("info-incomplete", "#/info")]),
    ("text", {"title": "API", "version": "0"}, [("info-missing", "#/info")]),
]  # fmt: skip


@pytest.mark.parametrize(("info", "becomes", "expected"), INFOS)
def test_info(info: Json, becomes: Json, expected: list[tuple[str, str]]) -> None:
    document, reports = mended({"openapi": "3.1.0", "info": info, "paths": {}})
    assert document["info"] == becomes
    assert reports == expected


def test_no_info_at_all() -> None:
    document, reports = mended({"openapi": "3.1.0", "paths": {}})
    assert document["info"] == {"title": "API", "version": "0"}
    assert reports == [("info-missing", "#/info")]


def test_numbers_become_the_text_they_were_written_as() -> None:
    tree: Json = {"openapi": "3.1.0", "info": {"title": "T", "version": 1.1}, "paths": {}}
    document, _ = mended(tree, **{"#/info/version": "1.10"})
    assert document["info"]["version"] == "1.10"


def test_versions_keep_their_zeros(opened: Callable[..., Any]) -> None:
    document = opened("openapi: 3.1.0\ninfo: {title: 007, version: 1.10}\npaths: {}\n").document
    assert document.root["info"].value == {"title": "007", "version": "1.10"}


SCHEMAS: list[tuple[Any, Any, list[tuple[str, str]]]] = [
    # null where an object is expected
    ({"properties": None}, {}, [("null-ignored", "/properties")]),
    ({"properties": {"a": None}}, {"properties": {"a": {}}}, [("not-a-schema", "/properties/a")]),
    ({"items": None, "not": None}, {}, [("null-ignored", "/items"), ("null-ignored", "/not")]),
    ({"anyOf": [None, True]}, {"anyOf": [{}, True]}, [("not-a-schema", "/anyOf/0")]),
    (None, {}, [("not-a-schema", "")]),
    # what is no schema
    ("text", {}, [("not-a-schema", "")]),
    ([{}], {}, [("not-a-schema", "")]),
    ({"additionalProperties": "object"}, {"additionalProperties": {}}, [("not-a-schema", "/additionalProperties")]),
    ({"properties": ["a"]}, {}, [("not-an-object", "/properties")]),
    # booleans as text
    ({"nullable": "true", "type": "string"}, {"type": ["string", "null"]}, [("boolean-as-text", "/nullable"), ("keyword-of-30-nullable", "/nullable")]),
    ({"readOnly": "yes", "deprecated": "False"}, {"readOnly": True, "deprecated": False}, [("boolean-as-text", "/deprecated"), ("boolean-as-text", "/readOnly")]),
    ({"additionalProperties": "false"}, {"additionalProperties": False}, [("boolean-as-text", "/additionalProperties")]),
    # required
    ({"properties": {"a": {"required": True}, "b": {"required": "true"}, "c": {"required": False}}}, {"properties": {"a": {}, "b": {}, "c": {}}, "required": ["a", "b"]}, [("required-on-property", "/properties/a/required"), ("boolean-as-text", "/properties/b/required"), ("required-on-property", "/properties/b/required"), ("required-on-property", "/properties/c/required")]),
    ({"required": ["a"], "properties": {"a": {"required": True}}}, {"required": ["a"], "properties": {"a": {}}}, [("required-on-property", "/properties/a/required")]),
    ({"required": ["a", "b", "a"]}, {"required": ["a", "b"]}, [("repeated", "/required/2")]),
    ({"required": "a"}, {"required": ["a"]}, [("not-a-list", "/required")]),
    ({"required": {"a": True}}, {}, [("not-a-list", "/required")]),
    ({"required": [200, "a", None]}, {"required": ["200", "a"]}, [("not-text", "/required/0"), ("not-text", "/required/2")]),
    # types
    ({"type": "String"}, {"type": "string"}, [("type-unknown", "/type")]),
    ({"type": "int"}, {"type": "integer"}, [("type-unknown", "/type")]),
    ({"type": "datetime"}, {"type": "string", "format": "date-time"}, [("type-unknown", "/type")]),
    ({"type": "file", "format": "base64"}, {"type": "string", "format": "base64"}, [("type-unknown", "/type")]),
    ({"type": "any"}, {}, [("type-unknown", "/type")]),
    ({"type": "foobar"}, {}, [("type-unknown", "/type")]),
    ({"type": None}, {"type": "null"}, [("type-unknown", "/type")]),
    ({"type": ["string", None]}, {"type": ["string", "null"]}, [("type-unknown", "/type/1")]),
    ({"type": ["string", "string"]}, {"type": ["string"]}, [("repeated", "/type/1")]),
    ({"type": ["string", "any"]}, {}, [("type-unknown", "/type/1")]),
    ({"type": []}, {}, [("type-unknown", "/type")]),
    ({"type": {"a": 1}}, {}, [("type-unknown", "/type")]),
    # enum
    ({"enum": ["a", "b", "a"], "x-names": ["A", "B", "C"]}, {"enum": ["a", "b"], "x-names": ["A", "B"]}, [("repeated", "/enum/2")]),
    ({"enum": [1, True, 1.0, "1"]}, {"enum": [1, True, 1.0, "1"]}, []),
    ({"enum": []}, {}, [("enum-ignored", "/enum")]),
    ({"enum": {}}, {}, [("enum-ignored", "/enum")]),
    ({"enum": "a"}, {"enum": ["a"]}, [("not-a-list", "/enum")]),
    ({"type": "string", "enum": [1, "a", True], "default": 1}, {"type": "string", "enum": ["1", "a", "true"], "default": "1"}, [("not-text", "/default"), ("not-text", "/enum/0"), ("not-text", "/enum/2")]),
    ({"type": ["string", "integer"], "enum": [1]}, {"type": ["string", "integer"], "enum": [1]}, []),
    # shapes of other times
    ({"items": [{"type": "string"}]}, {"items": {"type": "string"}}, [("items-list", "/items")]),
    ({"items": [{}, True], "additionalItems": False}, {"prefixItems": [{}, True], "items": False}, [("items-list", "/items")]),
    ({"items": []}, {}, [("items-list", "/items")]),
    ({"allOf": {"type": "object"}}, {"allOf": [{"type": "object"}]}, [("not-a-list", "/allOf")]),
    ({"oneOf": []}, {}, [("not-a-list", "/oneOf")]),
    ({"discriminator": "kind"}, {"discriminator": {"propertyName": "kind"}}, [("not-an-object", "/discriminator")]),
    ({"discriminator": 1}, {}, [("not-an-object", "/discriminator")]),
    ({"type": "integer", "minimum": 1, "exclusiveMinimum": True}, {"type": "integer", "exclusiveMinimum": 1}, [("keyword-of-30-exclusiveminimum", "/exclusiveMinimum")]),
    ({"examples": {"a": 1}}, {}, [("examples-ignored", "/examples")]),
    ({"description": 5}, {"description": "5"}, [("not-text", "/description")]),
    # repairs below repairs
    ({"allOf": {"properties": {"a": {"type": "int"}}}}, {"allOf": [{"properties": {"a": {"type": "integer"}}}]}, [("not-a-list", "/allOf"), ("type-unknown", "/allOf/0/properties/a/type")]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "becomes", "expected"), SCHEMAS)
def test_schemas(value: Json, becomes: Json, expected: list[tuple[str, str]]) -> None:
    assert schema(value) == (becomes, expected)
    assert schema(becomes) == (becomes, [])


def test_keywords_of_30_are_left_to_the_upgrade_in_30() -> None:
    value: Json = {"type": "string", "nullable": True}
    assert schema(value, "3.0.3") == (value, [])


OPERATIONS: list[tuple[Any, Any, list[tuple[str, str]]]] = [
    ({"tags": ["a", "b", "a"]}, {"tags": ["a", "b"]}, [("repeated", "/tags/2")]),
    ({"tags": "a"}, {"tags": ["a"]}, [("not-a-list", "/tags")]),
    ({"tags": [1, {}]}, {"tags": ["1"]}, [("not-text", "/tags/0"), ("not-text", "/tags/1")]),
    ({"tags": {}}, {}, [("not-a-list", "/tags")]),
    ({"operationId": 12}, {"operationId": "12"}, [("not-text", "/operationId")]),
    ({"deprecated": "true"}, {"deprecated": True}, [("boolean-as-text", "/deprecated")]),
    ({"security": {"key": []}}, {"security": [{"key": []}]}, [("not-a-list", "/security")]),
    ({"security": ["key"]}, {"security": [{"key": []}]}, [("not-an-object", "/security/0")]),
    ({"security": [{"key": None}]}, {"security": [{"key": []}]}, [("not-a-list", "/security/0/key")]),
    ({"security": 1}, {}, [("not-a-list", "/security")]),
    ({"security": []}, {"security": []}, []),
    ({"servers": {"url": "/"}}, {"servers": [{"url": "/"}]}, [("not-a-list", "/servers")]),
    ({"servers": ["/"]}, {"servers": [{"url": "/"}]}, [("not-an-object", "/servers/0")]),
    ({"servers": [{"url": "/", "variables": {"v": {"default": 1, "enum": [1, True]}}}]}, {"servers": [{"url": "/", "variables": {"v": {"default": "1", "enum": ["1", "true"]}}}]}, [("not-text", "/servers/0/variables/v")]),
    ({"servers": [{"url": "/", "variables": {"v": {"enum": ["a"]}}}]}, {"servers": [{"url": "/", "variables": {"v": {"default": "a", "enum": ["a"]}}}]}, [("not-text", "/servers/0/variables/v")]),
    ({"parameters": {"name": "a", "in": "query"}}, {"parameters": [{"name": "a", "in": "query"}]}, [("not-a-list", "/parameters")]),
    ({"parameters": {"a": {"in": "query"}, "b": {"$ref": "#/x"}}}, {"parameters": [{"name": "a", "in": "query"}, {"$ref": "#/x"}]}, [("not-a-list", "/parameters")]),
    ({"parameters": "a"}, {}, [("not-a-list", "/parameters")]),
    ({"parameters": [None]}, {"parameters": [{}]}, [("not-an-object", "/parameters/0")]),
    ({"parameters": [{"required": "yes", "examples": [1]}]}, {"parameters": [{"required": True}]}, [("boolean-as-text", "/parameters/0/required"), ("examples-ignored", "/parameters/0/examples")]),
    ({"requestBody": {"$ref": 1}}, {"requestBody": {}}, [("not-text", "/requestBody/$ref")]),
    ({"requestBody": None}, {}, [("null-ignored", "/requestBody")]),
    ({"responses": {"200": None}}, {"responses": {"200": {"description": ""}}}, [("not-an-object", "/responses/200"), ("description-missing", "/responses/200")]),
    ({"responses": {"default": {"description": None, "content": {"a/b": None}}}}, {"responses": {"default": {"description": "", "content": {"a/b": {}}}}}, [("null-ignored", "/responses/default/description"), ("description-missing", "/responses/default"), ("not-an-object", "/responses/default/content/a~1b")]),
    ({"responses": {"x-none": None, "200": {"$ref": "#/r"}}}, {"responses": {"x-none": None, "200": {"$ref": "#/r"}}}, []),
]  # fmt: skip


@pytest.mark.parametrize(("value", "becomes", "expected"), OPERATIONS)
def test_operations(
    value: dict[str, Json], becomes: dict[str, Json], expected: list[tuple[str, str]]
) -> None:
    assert operation(value) == (becomes, expected)
    assert operation(becomes) == (becomes, [])


DOCUMENTS: list[tuple[Any, Any, list[tuple[str, str]]]] = [
    ({"paths": {"/a": None}}, {"paths": {"/a": {}}}, [("not-an-object", "#/paths/~1a")]),
    ({"paths": []}, {}, [("not-an-object", "#/paths")]),
    ({"components": None}, {}, [("null-ignored", "#/components")]),
    ({"components": {"schemas": None, "responses": "x"}}, {"components": {}}, [("null-ignored", "#/components/schemas"), ("not-an-object", "#/components/responses")]),
    ({"tags": ["a", {"name": 1}]}, {"tags": [{"name": "a"}, {"name": "1"}]}, [("not-an-object", "#/tags/0"), ("not-text", "#/tags/1/name")]),
    ({"servers": "https://a.b"}, {"servers": [{"url": "https://a.b"}]}, [("not-a-list", "#/servers"), ("not-an-object", "#/servers/0")]),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "becomes", "expected"), DOCUMENTS)
def test_documents(
    parts: dict[str, Json], becomes: dict[str, Json], expected: list[tuple[str, str]]
) -> None:
    assert mended(whole(parts)) == (whole(becomes), expected)


def test_in_32_a_response_needs_no_description() -> None:
    tree = whole({"paths": {"/": {"get": {"responses": {"200": {}}}}}})
    assert mended(tree, "3.2.0") == (tree, [])


def test_notes_are_reported_once_at_the_first_location() -> None:
    _, reports = schema({"properties": {key: {"type": "string", "nullable": True} for key in "ab"}})
    assert reports == [("keyword-of-30-nullable", "/properties/a/nullable")]


def test_examples_and_extensions_are_not_repaired() -> None:
    wrong: Json = {"type": "int", "required": True, "enum": []}
    tree = whole({"x-a": wrong, "components": {"examples": {"e": {"value": wrong}}, "schemas": {"S": {"default": wrong, "example": wrong, "const": wrong}}}})  # fmt: skip
    assert mended(tree) == (tree, [])


def test_values_that_are_no_json_numbers_survive() -> None:
    changed, reports = schema({"enum": [math.inf, math.nan, math.inf]})
    assert changed["enum"][0] == math.inf
    assert reports == [("repeated", "/enum/2")]


@pytest.mark.parametrize("value", [None, True, 1, "a", [], [[]], {}, {"a": None}])
def test_no_shape_of_anything_is_a_crash(value: Json) -> None:
    keys = (
        "info servers paths webhooks components tags security properties items allOf type enum required "
        "schemas responses parameters requestBodies headers links callbacks schema content encoding "
        "examples discriminator variables get put x nullable description default"
    ).split()
    inner: dict[str, Json] = dict.fromkeys(keys, value)
    trees: list[Json] = [
        {**inner, "openapi": "3.1.0"},
        {**dict.fromkeys(keys, inner), "openapi": "3.1.0"},
        {**{key: {"a": inner, "b": [inner]} for key in keys}, "openapi": "3.1.0"},
        {**{key: [inner] for key in keys}, "openapi": "3.0.0"},
    ]
    for tree in trees:
        once, _ = mended(tree)
        again, reports = mended(once)
        assert again == once
        assert reports == []
    fragments: list[Json] = [inner, [inner, value], value]
    for fragment in fragments:
        mended(fragment)


@pytest.mark.parametrize(
    "plain",
    [
        {"$ref": "#/a"},
        {"type": "string"},
        {"type": "integer", "example": None},
        {"type": "number", "format": "f", "title": "", "description": "D", "example": [{"a": 1}]},
    ],
)
@pytest.mark.parametrize("version", ["2.0", "3.0.3", "3.1.0", "3.2.0"])
def test_nothing_is_repaired_or_upgraded_in_plain_schemas(plain: Json, version: str) -> None:
    assert is_plain(plain)
    case = RepairContext("schema", Place("#"), RepairedFile(version, {}, Diagnostics()))
    assert isinstance(plain, dict)
    assert all(repair.apply(plain, case) is plain for repair in REPAIRS if "schema" in repair.kinds)
    assert upgrade_from(version)("schema", plain) is plain


@pytest.mark.parametrize(
    "schema", [True, {}, {"type": None}, {"type": "foo"}, {"type": ["string"]}, {"$ref": 1},
               {"$ref": "#/a", "title": "T"}, {"type": "string", "title": 1},
               {"type": "string", "nullable": True}, {"type": "string", "required": True}],
)  # fmt: skip
def test_schemas_that_are_not_plain(schema: Json) -> None:
    assert not is_plain(schema)
