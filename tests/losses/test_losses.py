"""The tool finds what is lost, in small made-up documents; and finds nothing in a sample of real ones."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .examining import compare, examine
from .exceptions import exceptions
from .packages import package
from .walking import Loss

CORPUS = os.environ.get("RESTAMP_CORPUS", "")
SWAGGER = Path(CORPUS).parent / "corpus-2.0"
"""Documents of Swagger 2.0."""
SAMPLE = 24
"""Every so many-th document of the corpus, large ones left out."""
LARGE = 200_000
"""Bytes of a document that is left to `python -m tests.losses`."""

Edit = Callable[[dict[str, Any]], object]


def document(version: str = "3.1.0", **schemas: Any) -> dict[str, Any]:
    """A document with one operation that takes and returns the schema `Thing`."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    operation = {
        "operationId": "putThing",
        "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "ok", "content": content}},
    }
    return {
        "openapi": version,
        "info": {"title": "T", "version": "1"},
        "paths": {"/thing": {"put": operation}},
        "components": {"schemas": schemas},
    }


def losses(whole: dict[str, Any], lacking: dict[str, Any], folder: Path) -> list[Loss]:
    """What the client of `lacking` loses of `whole`."""
    (folder / "whole.json").write_text(json.dumps(whole))
    (folder / "lacking.json").write_text(json.dumps(lacking))
    cache = folder / "cache"
    client = package(folder / "lacking.json", folder, cache)
    assert client.folder is not None
    return compare(folder / "whole.json", client.folder, cache, folder).unexplained()


def obj(required: str = "", **properties: Any) -> dict[str, Any]:
    """An object schema."""
    return {"type": "object", "required": required.split(), "properties": properties}


def ref(name: str) -> dict[str, Any]:
    """A reference to a component schema."""
    return {"$ref": f"#/components/schemas/{name}"}


TEXT = {"type": "string"}
SCHEMAS: dict[str, Any] = {
    "Thing": {
        "allOf": [
            ref("Base"),
            obj(
                "size pet tags",
                size={"type": ["integer", "null"]},
                pet={"oneOf": [ref("Cat"), ref("Dog")]},
                tags={"type": "array", "items": {"anyOf": [TEXT, {"type": "boolean"}]}},
                counts={"type": "object", "additionalProperties": {"type": "integer"}},
                parent=ref("Thing"),
            ),
        ]
    },
    "Base": obj("id", id=TEXT, state={"type": "string", "enum": ["on", "off"]}),
    "Cat": obj("kind lives", kind={"const": "cat"}, lives={"type": "integer"}),
    "Dog": obj("kind bark", kind={"const": "dog"}, bark=obj(loud={"type": "boolean"})),
}


def schema(tree: dict[str, Any], name: str) -> Any:
    """A component schema of a document."""
    return tree["components"]["schemas"][name]


def own(tree: dict[str, Any]) -> dict[str, Any]:
    """The properties of `Thing` itself."""
    properties: dict[str, Any] = schema(tree, "Thing")["allOf"][1]["properties"]
    return properties


PLANTED: dict[str, tuple[Edit, str, str]] = {
    "a property of a component": (
        lambda tree: schema(tree, "Base")["properties"].pop("state"),
        "property",
        "#/components/schemas/Base/properties/state",
    ),
    "a nested property": (
        lambda tree: schema(tree, "Dog")["properties"]["bark"]["properties"].pop("loud"),
        "type",
        "#/components/schemas/Dog/properties/bark",
    ),
    "a part of an allOf": (
        lambda tree: schema(tree, "Thing")["allOf"].pop(0),
        "property",
        "#/components/schemas/Base/properties/id",
    ),
    "a branch of a union": (
        lambda tree: own(tree)["pet"]["oneOf"].pop(),
        "property",
        "#/components/schemas/Dog/properties/bark",
    ),
    "a branch that is a scalar": (
        lambda tree: own(tree)["tags"]["items"]["anyOf"].pop(),
        "branch",
        "#/components/schemas/Thing/allOf/1/properties/tags/items/anyOf/1",
    ),
    "null": (
        lambda tree: own(tree)["size"].update(type="integer"),
        "null",
        "#/components/schemas/Thing/allOf/1/properties/size",
    ),
    "a type": (
        lambda tree: own(tree)["size"].pop("type"),
        "type",
        "#/components/schemas/Thing/allOf/1/properties/size",
    ),
    "the values of a map": (
        lambda tree: own(tree)["counts"].pop("additionalProperties"),
        "type",
        "#/components/schemas/Thing/allOf/1/properties/counts/additionalProperties",
    ),
    "a parameter": (
        lambda tree: tree["paths"]["/thing"]["put"]["parameters"].pop(),
        "parameter",
        "#/paths/~1thing/put/parameters/0",
    ),
    "an operation": (
        lambda tree: tree["paths"].update({"/other": tree["paths"].pop("/thing")}),
        "operation",
        "#/paths/~1thing/put",
    ),
}


def test_a_document_loses_nothing_in_its_own_client(tmp_path: Path) -> None:
    whole = document(**SCHEMAS)
    assert losses(whole, whole, tmp_path) == []


@pytest.mark.parametrize("name", PLANTED)
def test_losses_are_detected(name: str, tmp_path: Path) -> None:
    edit, kind, place = PLANTED[name]
    whole = document(**SCHEMAS)
    lacking = json.loads(json.dumps(whole))
    edit(lacking)
    assert (kind, place) in [(loss.kind, loss.place) for loss in losses(whole, lacking, tmp_path)]


def test_null_of_openapi_30_is_found(tmp_path: Path) -> None:
    size = {"type": "integer", "nullable": True}
    whole = document("3.0.3", Thing=obj("size", size=size))
    lacking = document("3.0.3", Thing=obj("size", size={"type": "integer"}))
    assert losses(whole, whole, tmp_path) == []
    (loss,) = losses(whole, lacking, tmp_path)
    assert (loss.kind, loss.place) == ("null", "#/components/schemas/Thing/properties/size")


def test_keywords_next_to_a_reference_count_only_in_3_1(tmp_path: Path) -> None:
    beside = ref("Base") | obj(more=TEXT)
    lacking = {"Thing": obj(base=ref("Base")), "Base": obj("id", id=TEXT)}
    whole = lacking | {"Thing": obj(base=beside)}
    assert losses(document("3.0.3", **whole), document("3.0.3", **lacking), tmp_path) == []
    (loss,) = losses(document("3.1.0", **whole), document("3.1.0", **lacking), tmp_path)
    assert loss.place == "#/components/schemas/Thing/properties/base/properties/more"


def test_a_warning_explains_a_loss(tmp_path: Path) -> None:
    contradiction = {"allOf": [TEXT, {"type": "string", "enum": [1]}, ref("Gone")]}
    tree = document(Thing=obj(odd=contradiction))
    assert losses(tree, tree, tmp_path) == []


SWAGGER_OPERATION = {
    "operationId": "putThing",
    "parameters": [
        {"name": "limit", "in": "query", "type": "integer"},
        {"name": "thing", "in": "body", "schema": {"$ref": "#/definitions/Thing"}},
    ],
    "responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Thing"}}},
}
FORM = {"in": "formData", "type": "string"}
SWAGGER_EDITS: dict[str, tuple[Edit, str, str]] = {
    "parameter": (
        lambda tree: tree["paths"]["/thing"]["put"]["parameters"].pop(0),
        "parameter",
        "#/paths/~1thing/put/parameters/0",
    ),
    "property": (
        lambda tree: tree["definitions"]["Thing"]["properties"].pop("size"),
        "property",
        "#/definitions/Thing/properties/size",
    ),
    "null": (
        lambda tree: tree["definitions"]["Thing"]["properties"]["size"].pop("x-nullable"),
        "null",
        "#/definitions/Thing/properties/size",
    ),
    "form": (
        lambda tree: tree["paths"]["/form"]["post"]["parameters"].pop(0),
        "property",
        "#/paths/~1form/post/parameters/properties/a",
    ),
    "child": (
        lambda tree: tree["definitions"]["Cat"]["allOf"].pop(0),
        "property",
        "#/definitions/Cat/properties/lives",
    ),
}


def swagger_document() -> dict[str, Any]:
    """A document of Swagger 2.0 with a form and a discriminator."""
    pet = {**obj("kind", kind=TEXT), "discriminator": "kind"}
    form = [{"name": name, **FORM} for name in ("a", "b")]
    post = {"operationId": "post", "parameters": form, "responses": {"204": {"description": "ok"}}}
    size = {"type": "integer", "x-nullable": True}
    return {
        "swagger": "2.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/thing": {"put": SWAGGER_OPERATION}, "/form": {"post": post}},
        "definitions": {
            "Thing": obj("size", size=size, pet={"$ref": "#/definitions/Pet"}),
            "Pet": pet,
            "Cat": {"allOf": [{"$ref": "#/definitions/Pet"}], **obj(lives={"type": "integer"})},
        },
    }


@pytest.mark.parametrize("name", SWAGGER_EDITS)
def test_losses_of_swagger_are_detected(name: str, tmp_path: Path) -> None:
    edit, kind, place = SWAGGER_EDITS[name]
    whole = json.loads(json.dumps(swagger_document()))
    assert losses(whole, whole, tmp_path) == []
    lacking = json.loads(json.dumps(whole))
    edit(lacking)
    assert (kind, place) in [(loss.kind, loss.place) for loss in losses(whole, lacking, tmp_path)]


def documents(corpus: Path) -> list[str]:
    """The sample."""
    index = corpus / "index.json"
    if not CORPUS or not index.is_file():
        return []
    small = [e["file"] for e in json.loads(index.read_text("utf-8")) if e["bytes"] < LARGE]
    return small[::SAMPLE]


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("corpus", [Path(CORPUS), SWAGGER], ids=["openapi", "swagger"])
def test_nothing_is_lost_of_real_documents(
    corpus: Path, part: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if not documents(corpus):
        pytest.skip(
            "RESTAMP_CORPUS does not name a folder of documents, or no corpus-2.0 is beside"
        )
    cache = tmp_path_factory.mktemp("packages")
    for name in documents(corpus)[part::4]:
        outcome = examine(name, corpus, cache)
        assert not outcome.broken, f"{name}: {outcome.broken}"
        lost = [loss for loss in outcome.losses if not loss.explained]
        assert [one for one in lost if not exceptions().covers(name, one)] == [], name
