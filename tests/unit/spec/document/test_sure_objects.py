"""What is surely valid is valid for the typed model: every kind of object, with all sorts of values for its members."""

from __future__ import annotations

from typing import Any

import pytest
from openapi_pydantic.v3 import v3_1
from pydantic import BaseModel, TypeAdapter, ValidationError

from restamp.diagnostics.model import Diagnostics
from restamp.spec.document.sure_objects import doubtful_part, is_surely
from restamp.spec.document.validate import validate
from restamp.spec.tree.kinds import PARTS, Kind
from restamp.spec.tree.tree import Json

OPENAPI: dict[str, Any] = {"openapi": "3.1.1"}
INFO: dict[str, Any] = {"title": "T", "version": "1"}
RESPONSE: dict[str, Any] = {"description": "D"}
OBJECTS: dict[Kind, tuple[type[BaseModel], dict[str, Any]]] = {
    "document": (v3_1.OpenAPI, {**OPENAPI, "info": INFO}),
    "info": (v3_1.Info, INFO),
    "server": (v3_1.Server, {"url": "/"}),
    "tag": (v3_1.Tag, {"name": "n"}),
    "components": (v3_1.Components, {}),
    "path item": (v3_1.PathItem, {}),
    "operation": (v3_1.Operation, {"responses": {"200": RESPONSE}}),
    "parameter": (v3_1.Parameter, {"name": "n", "in": "query"}),
    "request body": (v3_1.RequestBody, {"content": {}}),
    "media type": (v3_1.MediaType, {}),
    "encoding": (v3_1.Encoding, {}),
    "response": (v3_1.Response, RESPONSE),
    "header": (v3_1.Header, {}),
    "link": (v3_1.Link, {"operationId": "o"}),
    "security scheme": (v3_1.SecurityScheme, {"type": "http"}),
}
"""The model and a valid object of each kind."""
ENTITIES: list[dict[str, Any]] = [valid for _, valid in OBJECTS.values()]
FLAWED: list[dict[str, Any]] = [
    {**valid, key: value}
    for valid in ENTITIES
    for key in valid
    for value in (None, 1, "", [], {}, {"a": 1})
]
SCALARS: list[Any] = [None, True, 0, 1.5, 10**400, "", "query", "body", "x"]
LISTS: list[Any] = [[], [None], ["a"], ["a", 1], [{}], [{"a": []}], [{"a": ["b"]}], [{"a": [1]}]]
MAPS: list[dict[str, Any]] = [
    {"$ref": "#/a"},
    {"$ref": 1},
    {"x-a": 1},
    {"url": "u"},
    {"url": "u", "variables": {"v": {"default": "d", "enum": ["d"]}}},
    {"url": "u", "variables": {"v": {"enum": ["d"]}}},
    {"url": 1},
    {"name": "n", "url": "u"},
    {"name": 1},
    {"implicit": {"scopes": {"a": "b"}}},
    {"implicit": {"scopes": {"a": 1}}},
    {"implicit": 1},
    {"value": None, "summary": "S"},
    {"summary": 1},
    {"type": "foo"},
    {"get": {"responses": {"200": {"description": 1}}}},
    {"get": {"callbacks": {"c": {"{$url}": {"post": {"tags": [1]}}}}}},
]
VALUES: list[Any] = [
    *(*SCALARS, *LISTS, *MAPS, *ENTITIES),
    *({"a": value} for value in (*SCALARS, *LISTS, *MAPS, *ENTITIES, *FLAWED)),
    *([value] for value in (*MAPS, *ENTITIES, *FLAWED)),
    *({"a": {"b": value}} for value in (*SCALARS, *MAPS)),
]
NO_REFERENCES = ("document", "info")
MODELS = {
    kind: TypeAdapter[Any](dict[str, model if kind in NO_REFERENCES else model | v3_1.Reference])
    for kind, (model, _) in OBJECTS.items()
}


def is_valid(kind: Kind, value: Json) -> bool:
    try:
        MODELS[kind].validate_python({"a": value})
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("kind", OBJECTS)
def test_members(kind: Kind) -> None:
    model, valid = OBJECTS[kind]
    keys = {field.alias or name for name, field in model.model_fields.items()} | {*PARTS[kind]}
    assert is_surely(kind, valid)
    for key in sorted((keys | {"x-a", "$ref", "other"}) - {"openapi"}):
        for value in VALUES:
            entity = {**valid, key: value}
            assert not is_surely(kind, entity) or is_valid(kind, entity), entity
        without = {name: member for name, member in valid.items() if name != key}
        assert not is_surely(kind, without) or is_valid(kind, without), without


def test_most_members_are_known() -> None:
    operation = {
        "tags": ["t"],
        "parameters": [{"$ref": "#/p"}, {"name": "n", "in": "path", "required": True}],
        "requestBody": {"content": {"text/plain": {"schema": {"type": "string"}}}},
        "responses": {"200": {"description": "D", "headers": {"A": {"schema": {}}}, "x-a": 1}},
        "callbacks": {"c": {"{$url}": {"post": {"responses": {}}}}},
        "security": [{"key": []}, {}],
        "x-internal": True,
    }
    document: dict[str, Any] = {
        **OPENAPI,
        "info": {**INFO, "license": {"name": "MIT"}, "contact": {"email": "a@b.example"}},
        "servers": [{"url": "/{v}", "variables": {"v": {"default": "1"}}}],
        "paths": {"/a": {"get": operation, "parameters": []}},
        "components": {"schemas": {"A": {"xml": {"wrapped": True}}}, "examples": {"e": {}}},
        "tags": [{"name": "t", "externalDocs": {"url": "u"}}],
    }
    assert doubtful_part(document) is None
    document["paths"]["/b"] = doubtful = {"get": {"responses": {"200": {}}}}
    document["components"]["schemas"]["B"] = {"type": "foo"}
    assert doubtful_part(document) == {
        **document,
        "paths": {"/b": doubtful},
        "components": {"schemas": {"B": {"type": "foo"}}, "examples": {"e": {}}},
    }
    diagnostics = Diagnostics()
    validate(document, "3.1.1", diagnostics)
    assert [entry.at for entry in diagnostics] == [
        "#/paths/~1b/get/responses/200",
        "#/components/schemas/B/type",
    ]


@pytest.mark.parametrize("document", [None, [], {}, {"info": INFO, "paths": []}, {"info": {}}])
def test_doubtful_documents(document: Json) -> None:
    assert doubtful_part(document) == document
