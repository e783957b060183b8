"""An example that cannot be had is left out: nothing fails; of several, the first that fits its schema is used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from restamp.pipeline import generate

from ..packages import client_of

LARGEST = 1 << 16
Json = Any


def nested(depth: int) -> Json:
    value: Json = "deep"
    for _ in range(depth):
        value = [value]
    return value


def examples(folder: Path, media_type: Json, schemas: Json = None) -> Json:
    """What a package has of the one answer of a document, None where it has nothing."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": "https://example.com"}],
        "paths": {
            "/x": {
                "get": {
                    "operationId": "get_x",
                    "tags": ["x"],
                    "responses": {
                        "200": {"description": "", "content": {"application/json": media_type}}
                    },
                }
            }
        },
        "components": {"schemas": schemas or {}},
    }
    (folder / "api.json").write_text(json.dumps(document), "utf-8")
    result = generate(client_of(folder, "client", spec="api.json"))
    assert not result.failed, result.diagnostics
    assert not [d for d in result.diagnostics if d.code.startswith("ref-")]
    shown = result.files.get("testing/x.json")
    if shown is None:
        return None
    assert shown.isascii()
    return json.loads(shown)["get"]["200"]


@pytest.mark.parametrize(
    "media_type",
    [
        {"example": "x" * LARGEST},
        {"example": ["x" * 1024] * 64},
        {"example": None},
        {"examples": {"a": {"$ref": "#/components/examples/None"}}},
        {"examples": {"a": {"$ref": "other.json#/a"}}},
        {"examples": {"a": {"$ref": "https://example.com/a.json"}}},
        {"examples": {"a": {"$ref": "../../../etc/passwd"}}},
        {"examples": {"a": {"externalValue": "https://example.com/a.json"}}},
        {"examples": {}},
        {"schema": {"type": "string"}},
        {"schema": {"type": "object", "required": ["a"], "properties": {"a": {"not": {}}}}},
        {"schema": {"allOf": [{"type": "object"}, {"type": "string"}]}},
        {"schema": {"type": "object", "properties": {"a": {"type": "integer", "example": "x"}}}},
    ],
    ids=str,
)
def test_there_is_no_example(media_type: Json, tmp_path: Path) -> None:
    assert examples(tmp_path, media_type) is None


@pytest.mark.parametrize(
    "value",
    [
        *("x" * (LARGEST - 2), nested(50), {}, [], 0, False, "", {"": {"\u202e": "\u2028\x00"}}),
        *('{"broken', "[1", {"$ref": "#/nowhere"}, {"__proto__": 1e300}),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_an_example_is_data(value: Json, tmp_path: Path) -> None:
    assert examples(tmp_path, {"example": value}) == value


def test_json_in_text(tmp_path: Path) -> None:
    assert examples(tmp_path, {"example": ' {"a": [1]}'}) == {"a": [1]}


def test_what_leads_back_to_itself_ends(tmp_path: Path) -> None:
    schema = {"type": "string", "example": "x"}
    ref = {"$ref": "#/components/schemas/A"}
    schemas = {
        "A": {
            "type": "object",
            "properties": {"t": schema, "b": {"$ref": "#/components/schemas/B"}},
        },
        "B": {"type": "object", "properties": {"t": schema, "a": ref, "all": {"items": ref}}},
        "C": {"allOf": [{"$ref": "#/components/schemas/C"}, ref]},
    }
    result = examples(tmp_path, {"schema": {"$ref": "#/components/schemas/A"}}, schemas)
    assert result["t"] == result["b"]["t"] == "x"
    assert len(json.dumps(result)) < 1000


def test_a_composed_example_is_bounded(tmp_path: Path) -> None:
    """A hundred properties, each of a hundred, each of a hundred: what is kept can be read."""
    leaf: Json = {"type": "string", "example": "x"}
    schemas = {
        name: {
            "type": "object",
            "properties": {
                f"p{number}": {"$ref": f"#/components/schemas/{below}"} if below else leaf
                for number in range(100)
            },
        }
        for name, below in (("A", "B"), ("B", "C"), ("C", ""))
    }
    result = examples(tmp_path, {"schema": {"$ref": "#/components/schemas/A"}}, schemas)
    assert 0 < len(json.dumps(result)) < 10_000


def test_anchors_that_multiply(tmp_path: Path) -> None:
    """Each line of the example holds the one above five times."""
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 5)}]" for n in range(1, 7)]
    example = "\n".join(f"                {line}" for line in lines)
    text = (
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
        + "servers: [{url: 'https://example.com'}]\npaths:\n  /x:\n    get:\n"
        + "      operationId: get_x\n      tags: [x]\n      responses:\n        '200':\n"
        + "          description: ok\n          content:\n            application/json:\n"
        + f"              example:\n{example}\n"
    )
    (tmp_path / "api.yaml").write_text(text, "utf-8")
    result = generate(client_of(tmp_path, "client", spec="api.yaml"))
    assert "testing/x.json" not in result.files


PET = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "age": {"type": "integer"},
        "owner": {"$ref": "#/components/schemas/Owner"},
    },
}
SCHEMAS = {"Pet": PET, "Owner": {"type": "object", "properties": {"id": {"type": "integer"}}}}
A_PET = {"$ref": "#/components/schemas/Pet"}
REX, TOM = {"name": "Rex"}, {"name": "Tom", "age": 3}


def shown(**examples: Json) -> Json:
    return {"examples": {name: {"value": value} for name, value in examples.items()}}


@pytest.mark.parametrize(
    ("schema", "media_type", "expected"),
    [
        (A_PET, shown(a=REX, b=TOM), REX),
        (A_PET, shown(b=REX, a=TOM), TOM),
        (A_PET, shown(a={"age": 3}, b=TOM), TOM),
        (A_PET, shown(a={"name": "Rex", "age": "old"}, b=TOM), TOM),
        (A_PET, shown(a={"name": "Rex", "owner": {"id": "x"}}, b=TOM), TOM),
        (A_PET, shown(a={"data": REX}, b={"age": 3}), {"age": 3}),
        (A_PET, shown(a=[REX], b=json.dumps(TOM)), TOM),
        ({"type": "array", "items": A_PET}, shown(a=REX, b=[{}], c=[TOM]), [TOM]),
        ({"allOf": [A_PET, {"required": ["age"]}]}, shown(a=REX, b=TOM), TOM),
        ({"oneOf": [A_PET, {"type": "string"}]}, shown(a=[], b="Rex"), "Rex"),
        (A_PET, {"example": {"age": 1}, **shown(b=TOM)}, TOM),
        ({}, shown(a=[], b=TOM), []),
        ({"properties": {"a": {}}}, shown(a={"data": 1}, b={"a": 1}), {"a": 1}),
        (
            {"allOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]},
            shown(a={"b": 1}),
            {"b": 1},
        ),
    ],
    ids=str,
)
def test_the_first_of_several_that_fits(
    schema: Json, media_type: Json, expected: Json, tmp_path: Path
) -> None:
    assert examples(tmp_path, {"schema": schema, **media_type}, SCHEMAS) == expected


@pytest.mark.parametrize(
    ("schema", "value", "why"),
    [
        (A_PET, {"data": REX}, "it has none of the properties"),
        (A_PET, [REX], "it is an array, and the type is object"),
        ({"type": "array", "items": A_PET}, REX, "it is an object, and the type is array"),
        ({"type": "object", "properties": {"a": {}}}, {"b": 1}, "it has none of the properties"),
        ({"allOf": [A_PET]}, {"nme": "Rex"}, "it has none of the properties"),
        ({"type": ["integer", "null"]}, "x", "it is a string, and the type is integer or null"),
        ({"type": "array", "items": A_PET}, [{"pet": REX}], "it has none of the properties"),
        ({"allOf": [A_PET, {"properties": {"b": {}}}]}, {"b": 1}, ""),
        (A_PET, {"age": 3}, ""),
        ({**PET, "additionalProperties": {"type": "string"}}, {"data": "x"}, ""),
        ({"type": "object", "additionalProperties": True}, {"data": 1}, ""),
        ({"type": "object", "properties": {"a": {}}}, {}, ""),
        ({"type": "object", "properties": {"a": {}}, "nullable": True}, None, ""),
        ({"type": "integer"}, 1.0, ""),
    ],
    ids=str,
)
def test_an_example_of_which_nothing_fits_has_a_note(
    schema: Json, value: Json, why: str, tmp_path: Path
) -> None:
    examples(tmp_path, {"schema": schema, **shown(a=value)}, SCHEMAS)
    notes = [
        d
        for d in generate(client_of(tmp_path, "client", spec="api.json")).diagnostics
        if d.code == "example-unlike-schema"
    ]
    assert len(notes) == bool(why)
    for note in notes:
        assert note.at.endswith("/application~1json/examples/a/value")
        assert (
            note.message
            == f"this example does not fit its schema: {why}; a fake returns it as it is"
        )
