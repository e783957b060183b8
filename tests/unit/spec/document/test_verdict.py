"""The verdict is that of the typed model, for valid and for invalid values of each of its fields."""

from __future__ import annotations

from typing import Any

import pytest
from openapi_pydantic.v3.v3_1 import OpenAPI
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from restamp.spec.document.verdict import verdict_of

VERDICT = verdict_of(OpenAPI)
VALUES: list[Any] = [
    *(None, True, 0, -1, 1.5, "", "string", "foo", "query", "https://a.example"),
    *([], [None], ["string"], ["string", "foo"], [{}], [{"type": "foo"}], [{"name": "a"}]),
    *({}, {"type": "string"}, {"type": "foo"}, {"$ref": "#/a"}, {"$ref": 1}, {"x-a": 1}),
    *({"a": {}}, {"a": "b"}, {"a": []}, {"a": {"type": "foo"}}, {"a": {"$ref": "#/a"}}),
    *({"url": "/"}, {"name": "a", "in": "query"}, {"a": {"description": "D"}}, {"200": {}}),
]


def accepts(model: type[BaseModel], value: Any) -> bool:
    try:
        model.model_validate(value)
    except ValidationError:
        return False
    return True


def models(model: type[BaseModel] = OpenAPI) -> list[type[BaseModel]]:
    """All models of OpenAPI's objects."""
    module = __import__("openapi_pydantic.v3.v3_1", fromlist=["*"])
    listed = [each for each in vars(module).values() if isinstance(each, type)]
    return [each for each in listed if issubclass(each, BaseModel)]


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_fields(model: type[BaseModel]) -> None:
    verdict = verdict_of(model)
    required = {
        "openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "title": "T", "version": "1",
        "url": "/", "name": "a", "in": "query", "type": "apiKey", "propertyName": "a",
        "$ref": "#/a", "default": "a", "content": {}, "description": "D",
    }  # fmt: skip
    names = {
        name
        for key, field in model.model_fields.items()
        for name in (key, field.alias)
        if name is not None
    }
    beside = {key: value for key, value in required.items() if key in names}
    verdicts = set[bool]()
    for name in names:
        for value in VALUES:
            for rest in ({}, beside):
                document = {**rest, name: value}
                verdicts.add(verdict.isinstance_python(document))
                assert verdict.isinstance_python(document) is accepts(model, document), document
    assert verdicts == {True, False}


def test_inside_of_a_document() -> None:
    for value in VALUES:
        document = {
            "openapi": "3.1.1",
            "info": {"title": "T", "version": "1"},
            "components": {"schemas": {"A": {"properties": {"a": {"items": value}}}}},
        }
        assert VERDICT.isinstance_python(document) is accepts(OpenAPI, document), value


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")

    at: int = Field(alias="in")
    other: Closed | list[int] | None = None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"in": 1}, True),
        ({"in": 1, "other": {"in": 2, "other": [1]}}, True),
        ({"in": 1, "more": 2}, False),
        ({"at": 1}, False),
        ({"in": 1, "other": {}}, False),
        ({"in": 1, "other": ["a"]}, False),
        ([], False),
    ],
)
def test_other_models(value: Any, expected: bool) -> None:
    assert verdict_of(Closed).isinstance_python(value) is expected
    assert accepts(Closed, value) is expected
