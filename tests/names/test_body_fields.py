"""Names of the arguments that are fields of a body: which they are, and that they stay."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from itertools import permutations
from typing import Any

import pytest

from restamp.names.keys import FLAT
from restamp.pipeline import Result

from .conftest import Stamp

TEXT = {"type": "string"}


def tree(
    fields: Iterable[str] = (),
    parameters: Iterable[tuple[str, str]] = (),
    *,
    path: str = "/pets",
    **schema: Any,
) -> dict[str, Any]:
    """A document of one operation; a field that ends in `*` is required, and a parameter is a pair of place and name."""
    properties = {name.rstrip("*"): TEXT for name in fields}
    required = [name.rstrip("*") for name in fields if name.endswith("*")]
    body = {"type": "object", "properties": properties, "required": required, **schema}
    operation = {
        "operationId": "create",
        "tags": ["pets"],
        "parameters": [
            {"in": place, "name": name, "required": place == "path", "schema": TEXT}
            for place, name in parameters
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"204": {"description": ""}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {path: {"post": operation}},
    }


def arguments(result: Result) -> dict[str, str]:
    """The arguments of the operation, in order, and where each is sent."""
    (function,) = (
        node
        for node in ast.parse(result.files["api/pets.py"]).body
        if isinstance(node, ast.FunctionDef)
    )
    names = [arg.arg for arg in (*function.args.args, *function.args.kwonlyargs)]
    places = {
        value.id: f"{call.arg} {ast.literal_eval(key)}"
        for call in ast.walk(function)
        if isinstance(call, ast.keyword)
        for display in ast.walk(call.value)
        if isinstance(display, ast.Dict)
        for key, value in zip(display.keys, display.values, strict=True)
        if key is not None and isinstance(value, ast.Name)
    }
    return {name: places.get(name, "") for name in names}


def flat(stamp: Stamp, document: dict[str, Any], before: Result | None = None) -> dict[str, str]:
    return arguments(stamp(document, before, bodies="arguments"))


@pytest.mark.parametrize("place", ["path", "query", "header", "cookie"])
def test_a_field_with_the_name_of_another_argument(stamp: Stamp, place: str) -> None:
    path = "/pets/{status}" if place == "path" else "/pets"
    location = {"header": "headers", "cookie": "cookies"}.get(place, place)
    names = flat(stamp, tree(["name*", "status"], [(place, "status")], path=path))
    assert names == {
        "status": f"{location} status",
        "name": "body name",
        "body_status": "body status",
    }


def test_the_media_type_keeps_its_name(stamp: Stamp) -> None:
    document = tree(["content_type", "name"])
    content = document["paths"]["/pets"]["post"]["requestBody"]["content"]
    content["application/x-www-form-urlencoded"] = content["application/json"]
    assert list(flat(stamp, document)) == ["body_content_type", "name", "content_type"]


def test_fields_that_differ_in_spelling_only(stamp: Stamp) -> None:
    names = flat(stamp, tree(["petName", "pet-name", "pet_name"]))
    assert names["pet_name"] == "body pet_name"
    assert names["body_pet_name"] == "body petName"
    assert len(names) == 3


def test_required_fields_are_first(stamp: Stamp) -> None:
    assert list(flat(stamp, tree(["a", "b*", "c", "d*"]))) == ["b", "d", "a", "c"]


@pytest.mark.parametrize(
    "name",
    [
        "self",
        "models",
        "body",
        "class",
        "None",
        "list",
        "dict",
        "body_fields",
        "UNSET",
        "Request",
        "extra_fields",
        "timeout",
    ],
)
def test_names_that_the_module_uses(stamp: Stamp, name: str) -> None:
    names = flat(stamp, tree([f"{name}*", "other"], additionalProperties=True))
    assert f"body {name}" in names.values() and len(names) == 3


def test_an_extra_argument_for_undeclared_fields(stamp: Stamp) -> None:
    assert list(flat(stamp, tree(["a"], additionalProperties=True))) == ["a", "extra_fields"]
    assert list(flat(stamp, tree(["a"], additionalProperties=TEXT))) == ["a", "extra_fields"]
    assert list(flat(stamp, tree(["a"], additionalProperties=False))) == ["a"]
    assert list(flat(stamp, tree(["a"]))) == ["a"]
    names = list(flat(stamp, tree(["extra_fields"], additionalProperties=True)))
    assert names == ["extra_fields", "body_extra_fields"]


def test_a_new_parameter_does_not_take_the_name_of_a_field(stamp: Stamp) -> None:
    first = stamp(tree(["name", "status"]), bodies="arguments")
    after = flat(stamp, tree(["name", "status"], [("query", "status")]), first)
    assert after == {
        "query_status": "query status",
        "name": "body name",
        "status": "body status",
    }


def test_a_field_keeps_its_name_without_the_clash(stamp: Stamp) -> None:
    first = stamp(tree(["status"], [("query", "status")]), bodies="arguments")
    assert flat(stamp, tree(["status"]), first) == {"body_status": "body status"}
    released = stamp(tree(["status"]), None, bodies="arguments")
    assert arguments(released) == {"status": "body status"}


@pytest.mark.parametrize("order", [*permutations(["petName", "pet-name", "pet_name"])])
def test_a_new_field_gives_way(stamp: Stamp, order: tuple[str, ...]) -> None:
    before: Result | None = None
    known: dict[str, str] = {}
    for count in range(1, 4):
        before = stamp(tree(order[:count]), before, bodies="arguments")
        names = {place: name for name, place in arguments(before).items()}
        assert {place: names[place] for place in known} == known
        known = names
    assert len(set(known.values())) == 3


def test_names_follow_an_operation_whose_path_parameter_is_renamed(stamp: Stamp) -> None:
    def document(parameter: str, *query: tuple[str, str]) -> dict[str, Any]:
        path = f"/pets/{{{parameter}}}"
        return tree(["status"], [("path", parameter), *query], path=path)

    first = stamp(document("id"), bodies="arguments")
    after = flat(stamp, document("pet", ("query", "status")), first)
    assert after["status"] == "body status" and after["query_status"] == "query status"


def test_the_lock_has_the_names_only_where_they_are_arguments(stamp: Stamp) -> None:
    document = tree(["class", "status"], [("query", "status")])
    whole = stamp(document)
    assert not [key for key in whole.names if key.endswith(FLAT)]
    result = stamp(document, whole, bodies="arguments")
    (pin,) = (name for key, name in result.names.items() if key.endswith(FLAT))
    assert pin == "class=class_ status=body_status"
    assert stamp(document, result).names == whole.names


def test_an_overlay_names_a_field(stamp: Stamp) -> None:
    document = tree(["n", "age"])
    body = document["paths"]["/pets"]["post"]["requestBody"]["content"]["application/json"]
    body["schema"]["properties"]["n"] = {"type": "string", "x-restamp-name": "name"}
    assert flat(stamp, document) == {"name": "body n", "age": "body age"}
