"""Examples that documents of Swagger 2.0 have in extensions, where OpenAPI 3 has `example`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from restamp.learning.probing import Probe, Values, probe_of, safe_operations
from restamp.learning.written import Written
from restamp.spec.tree.node import Node
from restamp.spec.upgrade.to_3_0.examples import example_of
from restamp.spec.upgrade.to_3_0.state import MediaTypes
from restamp.spec.upgrade.to_3_0.upgrade import to_30

JSON, XML = "application/json", "application/xml"


@pytest.mark.parametrize(
    ("value", "media_type", "example"),
    [
        ({"x-example": 1}, None, 1),
        ({"x-example": False}, None, False),
        ({"example": 1, "x-example": 2}, None, 1),
        ({"x-example": 1, "x-examples": [2]}, None, 1),
        ({"x-examples": [1, 2]}, None, 1),
        ({"x-examples": {"one": 1, "two": 2}}, None, 1),
        ({"x-examples": {"one": {"value": 1, "summary": "One."}}}, None, 1),
        ({"x-examples": {JSON: {"a": 1}, XML: "<a/>"}}, JSON, {"a": 1}),
        ({"x-examples": {JSON: {"a": 1}, XML: "<a/>"}}, XML, "<a/>"),
        ({"x-examples": {"cat": {"a": 1}}}, JSON, {"a": 1}),
        ({"x-example": {JSON: {"a": 1}}}, JSON, {"a": 1}),
        ({"x-example": {"a": 1}}, JSON, {"a": 1}),
    ],
)
def test_examples(value: dict[str, Any], media_type: str | None, example: Any) -> None:
    assert example_of(value, media_type) == {"example": example}


@pytest.mark.parametrize(
    ("value", "media_type"),
    [
        ({}, None),
        ({"x-examples": []}, None),
        ({"x-examples": {}}, None),
        ({"x-examples": "text"}, None),
        ({"x-examples": {XML: "<a/>"}}, JSON),
    ],
)
def test_no_example(value: dict[str, Any], media_type: str | None) -> None:
    assert example_of(value, media_type) == {}


def test_places() -> None:
    document: Any = {
        "swagger": "2.0",
        "info": {"title": "T", "version": "1"},
        "paths": {
            "/a/{id}": {
                "post": {
                    "consumes": [JSON, XML],
                    "parameters": [
                        {"name": "id", "in": "path", "type": "string", "x-example": "a-1"},
                        {"name": "q", "in": "query", "type": "integer", "x-examples": [7, 8]},
                        {
                            "name": "body",
                            "in": "body",
                            "schema": {"type": "object"},
                            "x-examples": {JSON: {"a": 1}},
                        },
                    ],
                },
                "put": {
                    "parameters": [
                        {"name": "id", "in": "path", "type": "string"},
                        {"name": "n", "in": "formData", "type": "string", "x-example": "m"},
                    ]
                },
            }
        },
    }
    item: Any = to_30(Node(document, "#"), lambda _file, _at: None, MediaTypes()).tree
    item = item["paths"]["/a/{id}"]
    assert [p["example"] for p in item["post"]["parameters"]] == ["a-1", 7]
    content = item["post"]["requestBody"]["content"]
    assert content[JSON]["example"] == {"a": 1}
    assert "example" not in content[XML]
    (form,) = item["put"]["requestBody"]["content"].values()
    assert form["schema"]["properties"]["n"]["example"] == "m"


PETS = """
swagger: "2.0"
info: {title: T, version: "1"}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      produces: [application/json]
      parameters: [{name: id, in: path, required: true, type: string}]
      responses: {200: {description: ok, schema: {$ref: "#/definitions/Pet"}}}
definitions:
  Pet:
    type: object
    properties:
      name: {type: string, x-example: Rex}
      age: {type: integer, x-examples: [3, 4]}
      kind: {type: string, x-examples: {dog: {value: dog}}}
"""


def test_fakes_return_them(package: Callable[..., Any]) -> None:
    fake = import_module(f"{package(PETS).__name__}.testing").Fake()
    with fake.client() as client:
        pet = client.pets.get("1")
    assert (pet.name, pet.age, pet.kind) == ("Rex", 3, "dog")


def test_probes_send_them() -> None:
    parameters = [
        {"name": "id", "in": "path", "type": "string", "required": True, "x-example": "a-1"},
        {"name": "q", "in": "query", "type": "integer", "required": True, "x-examples": [7, 8]},
        {
            "name": "k",
            "in": "query",
            "type": "string",
            "required": True,
            "x-examples": {"dog": {"value": "d"}},
            "default": "c",
        },
    ]
    paths: Any = {"/a/{id}": {"get": {"parameters": parameters}}}
    document = Written(Node({"swagger": "2.0", "paths": paths}, "#"))
    (operation,) = safe_operations(document)
    probe = probe_of(document, operation, Values())
    assert isinstance(probe, Probe)
    assert (probe.path, probe.query) == ({"id": "a-1"}, {"q": 7, "k": "d"})
