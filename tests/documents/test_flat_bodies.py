"""Which bodies are arguments, and why others stay one argument."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.pipeline import Result, generate

from ..packages import client_of

TEXT = {"type": "string"}
PET = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": TEXT, "age": {"type": "integer"}},
}
JSON, FORM, MULTIPART = (
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
)
Stamp = Callable[..., Result]


def body(*contents: tuple[str, dict[str, Any]], required: bool = True) -> dict[str, Any]:
    listed = {media_type: {"schema": schema} for media_type, schema in contents}
    return {"required": required, "content": listed}


def schemas(**own: Any) -> dict[str, Any]:
    return {"Pet": PET, **own}


@pytest.fixture
def stamp(tmp_path: Path) -> Stamp:
    """Generates from the body of one operation."""

    def stamped(request_body: dict[str, Any], received: Any = None, **components: Any) -> Result:
        operation = {
            "operationId": "create",
            "tags": ["pets"],
            "requestBody": request_body,
            "responses": {
                "200": {"description": "", "content": {JSON: {"schema": received or {}}}}
            },
        }
        document = {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {"/pets": {"post": operation}},
            "components": {"schemas": schemas(**components)},
        }
        (tmp_path / "spec.json").write_text(json.dumps(document))
        (tmp_path / "restamp.toml").write_text(
            '[clients.client]\nspec = "spec.json"\noutput = "out"\nbodies = "arguments"\n'
        )
        result = generate(client_of(tmp_path))
        assert not result.failed, result.diagnostics
        return result

    return stamped


def signature(result: Result) -> list[str]:
    """The arguments of the operation, as the module has them."""
    text = result.files["api/pets.py"]
    head = text[text.index("def create(") : text.index(") -> Request")]
    return [line.strip().rstrip(",") for line in head.splitlines()[1:]]


PET_ARGUMENTS = ["*", "name: str", "age: int | None = None"]


@pytest.mark.parametrize(
    "contents",
    [
        [(JSON, {"$ref": "#/components/schemas/Pet"})],
        [(JSON, PET)],
        [(JSON, {"allOf": [{"$ref": "#/components/schemas/Pet"}]})],
        [(JSON, {"$ref": "#/components/schemas/Alias"})],
        [("application/vnd.pets+json", PET)],
        [
            ("text/json", {"$ref": "#/components/schemas/Pet"}),
            (JSON, {"$ref": "#/components/schemas/Pet"}),
        ],
        [(FORM, PET)],
        [(MULTIPART, PET)],
        [("application/xml", PET | {"xml": {"name": "pet"}})],
    ],
)
def test_an_object_is_its_fields(stamp: Stamp, contents: list[tuple[str, Any]]) -> None:
    result = stamp(body(*contents), Alias={"$ref": "#/components/schemas/Pet"})
    assert signature(result) == PET_ARGUMENTS
    assert result.report["bodies"] == []


TREE = {
    "type": "object",
    "properties": {"parts": {"type": "array", "items": PET}, "of": {"enum": ["a"]}},
}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (PET, PET),
        (TREE, TREE),
        ({"$ref": "#/components/schemas/Pet"}, PET),
        ({"$ref": "#/components/schemas/Pet"}, {"$ref": "#/components/schemas/Pet"}),
        (PET | {"additionalProperties": TEXT}, PET | {"additionalProperties": TEXT}),
        (PET | {"description": "One."}, PET | {"description": "Another."}),
    ],
)
def test_the_same_object_in_several_media_types(stamp: Stamp, first: Any, second: Any) -> None:
    names = signature(stamp(body((JSON, first), (FORM, second))))
    assert names[0] == "*" and names[-2].startswith("Literal[") and "body:" not in names


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (PET, PET | {"required": []}),
        (PET, PET | {"additionalProperties": TEXT}),
        (PET, {"type": "object", "properties": {"name": TEXT}}),
        (PET, {"type": "object", "required": ["name"], "properties": {"name": TEXT, "age": TEXT}}),
        (
            TREE,
            {
                "type": "object",
                "properties": {"parts": {"type": "array", "items": TEXT}, "of": TEXT},
            },
        ),
    ],
)
def test_other_objects_in_several_media_types(stamp: Stamp, first: Any, second: Any) -> None:
    result = stamp(body((JSON, first), (FORM, second)))
    assert signature(result)[0].startswith("body: ")
    assert [each["why"] for each in result.report["bodies"]] == ["it differs between media types"]


MANY = {f"f{number}": TEXT for number in range(61)}


@pytest.mark.parametrize(
    ("media_type", "schema", "why"),
    [
        (JSON, {"oneOf": [PET, {"type": "object", "properties": {"a": TEXT}}]}, "it is a union"),
        (JSON, {"type": ["object", "null"], "properties": {"a": TEXT}}, "it may be null"),
        (JSON, {"type": "array", "items": PET}, "it is an array"),
        (JSON, {"type": "object"}, "it has no declared fields"),
        (JSON, {"type": "object", "additionalProperties": PET}, "it has no declared fields"),
        (JSON, {}, "it has no declared fields"),
        (JSON, TEXT, "it is not an object"),
        (JSON, {"type": "object", "properties": MANY}, "it has 61 fields, more than 60"),
        (JSON, {"type": "object", "properties": {"": TEXT}}, "it has a field without a name"),
        (
            "application/octet-stream",
            {"type": "string", "format": "binary"},
            "it is text, a file or a sequence",
        ),
        ("text/plain", TEXT, "it is text, a file or a sequence"),
        ("application/json-patch+json", PET, "it is a JSON Patch"),
        ("application/jsonl", PET, "it is text, a file or a sequence"),
    ],
)
def test_others_are_one_argument(stamp: Stamp, media_type: str, schema: Any, why: str) -> None:
    result = stamp(body((media_type, schema)))
    assert signature(result)[0].startswith("body: ")
    assert result.report["bodies"] == [{"operation": "POST /pets", "why": why}]


def test_sixty_fields_are_arguments(stamp: Stamp) -> None:
    fields = {name: schema for name, schema in MANY.items() if name != "f60"}
    assert len(signature(stamp(body((JSON, {"type": "object", "properties": fields}))))) == 61


def test_read_only_and_fixed_fields_are_no_arguments(stamp: Stamp) -> None:
    properties = {
        "id": {"type": "string", "readOnly": True},
        "secret": {"type": "string", "writeOnly": True},
        "kind": {"const": "pet"},
        "one": {"enum": ["only"]},
    }
    result = stamp(
        body((JSON, {"type": "object", "required": ["id", "kind"], "properties": properties}))
    )
    assert signature(result) == [
        "*",
        "secret: str | None = None",
        'one: Literal["only"] | None = None',
    ]
    assert '{"secret": secret, "kind": "pet", "one": one}' in result.files["api/pets.py"]


def test_inherited_and_composed_fields(stamp: Stamp) -> None:
    base = {
        "type": "object",
        "required": ["id"],
        "properties": {"id": TEXT, "note": {"type": ["string", "null"]}},
    }
    child = {
        "allOf": [
            {"$ref": "#/components/schemas/Base"},
            {"$ref": "#/components/schemas/Pet"},
            {"type": "object", "required": ["note"], "properties": {"extra": TEXT}},
        ]
    }
    result = stamp(body((JSON, {"$ref": "#/components/schemas/Child"})), Base=base, Child=child)
    names = [each.partition(":")[0] for each in signature(result)]
    assert sorted(names) == ["*", "age", "extra", "id", "name", "note"]
    assert {each for each in signature(result) if "=" not in each} == {
        "*",
        "id: str",
        "name: str",
        "note: str | None",
    }


def test_a_discriminator_is_sent(stamp: Stamp) -> None:
    pet = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": TEXT},
        "discriminator": {"propertyName": "kind"},
    }
    cat = {
        "allOf": [
            {"$ref": "#/components/schemas/Animal"},
            {"type": "object", "properties": {"lives": {"type": "integer"}}},
        ]
    }
    cats = {"type": "array", "items": {"$ref": "#/components/schemas/Animal"}}
    schema = {"$ref": "#/components/schemas/Cat"}
    result = stamp(body((JSON, schema)), cats, Animal=pet, Cat=cat)
    assert signature(result) == ["*", "lives: int | None = None"]
    assert '"kind": "Cat"' in result.files["api/pets.py"]
