"""An example that cannot be had is left out: nothing fails, and nothing is said about it."""

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
