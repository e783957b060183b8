"""Both documents are sound, without their overlays and with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from openapi_pydantic.v3.v3_0 import OpenAPI as OpenAPI30
from openapi_pydantic.v3.v3_1 import OpenAPI as OpenAPI31
from openapi_pydantic.v3.v3_1 import Reference, Schema
from pydantic import BaseModel

if TYPE_CHECKING:
    from .conftest import Spec

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


@pytest.fixture(params=["as it is", "with its overlay"])
def tree(request: pytest.FixtureRequest, spec: Spec) -> dict[str, Any]:
    return {"as it is": spec.tree, "with its overlay": spec.overlaid}[request.param]


def validated(tree: dict[str, Any]) -> BaseModel:
    if tree["openapi"].startswith("3.0."):
        return OpenAPI30.model_validate(tree)
    return OpenAPI31.model_validate(tree | {"openapi": "3.1.1"})


def unknown_keys(value: Any, at: str) -> Iterator[str]:
    """Keys that the standard does not know: most likely misspelt."""
    match value:
        case BaseModel():
            # Beside a `$ref`, 3.1 takes whatever a schema takes.
            known = set(Schema.model_fields) if isinstance(value, Reference) else set[str]()
            extra = set(value.model_extra or {}) - known
            yield from (f"{at}/{key}" for key in extra if not key.startswith("x-"))
            for name in type(value).model_fields:
                yield from unknown_keys(getattr(value, name), f"{at}/{name}")
        case dict():
            for key, member in value.items():
                yield from unknown_keys(member, f"{at}/{key}")
        case list():
            for index, member in enumerate(value):
                yield from unknown_keys(member, f"{at}/{index}")


def references(value: Any) -> Iterator[str]:
    """Every `$ref` below a value, and what the mappings of discriminators name."""
    match value:
        case dict():
            for key, member in value.items():
                if key == "$ref" and isinstance(member, str):
                    yield member
                elif key == "mapping":
                    yield from member.values()
                else:
                    yield from references(member)
        case list():
            for member in value:
                yield from references(member)


def resolved(tree: dict[str, Any], reference: str) -> Any:
    value: Any = tree
    for part in reference.removeprefix("#/").split("/"):
        value = value[part]
    return value


def operations(tree: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (path, item[method])
        for path, item in tree["paths"].items()
        for method in item
        if method in METHODS
    ]


def test_openapi_pydantic_takes_it(tree: dict[str, Any]) -> None:
    assert list(unknown_keys(validated(tree), "#")) == []


def test_every_reference_leads_somewhere(tree: dict[str, Any]) -> None:
    for reference in references(tree):
        assert isinstance(resolved(tree, reference), dict), reference


def test_no_component_is_unreachable(tree: dict[str, Any]) -> None:
    reached: set[str] = set()
    open_ends = list(references(tree["paths"]))
    while open_ends:
        reference = open_ends.pop()
        if reference not in reached:
            reached.add(reference)
            open_ends += references(resolved(tree, reference))
    assert reached == {
        f"#/components/{kind}/{name}"
        for kind, components in tree["components"].items()
        if kind != "securitySchemes"
        for name in components
    }


def test_every_security_scheme_is_declared_and_used(tree: dict[str, Any]) -> None:
    used = {
        scheme
        for _, operation in operations(tree)
        for alternative in operation["security"]
        for scheme in alternative
    }
    assert used == set(tree["components"]["securitySchemes"])


def test_operation_ids_are_unique(tree: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, operation in operations(tree)]
    assert len(set(ids)) == len(ids)


def test_every_path_parameter_is_declared(tree: dict[str, Any]) -> None:
    for path, operation in operations(tree):
        parameters = [
            resolved(tree, parameter["$ref"]) if "$ref" in parameter else parameter
            for parameter in operation["parameters"]
        ]
        names = {parameter["name"] for parameter in parameters if parameter["in"] == "path"}
        assert names == {part[1:-1] for part in path.split("/") if part.startswith("{")}
        for parameter in parameters:
            assert ("schema" in parameter) != ("content" in parameter)


def test_every_operation_and_parameter_is_described(tree: dict[str, Any]) -> None:
    for path, operation in operations(tree):
        assert operation["summary"] and operation["description"]
        for parameter in operation["parameters"]:
            assert "$ref" in parameter or parameter["description"], (path, parameter)


def test_the_schemas_of_3_1_are_json_schema(tracecat: Spec) -> None:
    for tree in (tracecat.tree, tracecat.overlaid):
        for schema in tree["components"]["schemas"].values():
            Draft202012Validator.check_schema(schema)


def test_every_action_of_an_overlay_matches_something(spec: Spec) -> None:
    assert spec.overlay["overlay"] == "1.0.0"
    assert spec.idle == ()


def test_an_overlay_says_what_each_action_is_for(spec: Spec) -> None:
    for action in spec.overlay["actions"]:
        assert action["description"]
        assert ("update" in action) != ("remove" in action)


def test_an_overlay_changes_no_route_and_no_status(spec: Spec) -> None:
    def routes(tree: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
        return {
            path: {method: list(item[method]["responses"]) for method in item}
            for path, item in tree["paths"].items()
        }

    assert routes(spec.overlaid) == routes(spec.tree)


def test_pinned_class_names_clash_with_nothing(spec: Spec) -> None:
    def pinned(value: Any) -> Iterator[str]:
        match value:
            case dict():
                if isinstance(value.get("x-restamp-name"), str):
                    yield value["x-restamp-name"]
                for member in value.values():
                    yield from pinned(member)
            case list():
                for member in value:
                    yield from pinned(member)

    classes = [name for name in pinned(spec.overlaid) if name[0].isupper()]
    classes += [name.split(".")[-1] for name in spec.overlaid["components"]["schemas"]]
    assert len(set(classes)) == len(classes)


def test_methods_are_unique_in_their_resource(spec: Spec) -> None:
    methods = [
        (operation["x-restamp-group"], operation["x-restamp-name"])
        for _, operation in operations(spec.overlaid)
        if "x-restamp-name" in operation
    ]
    assert len(set(methods)) == len(methods)
    for _, operation in operations(spec.overlaid):
        if "x-restamp-name" in operation:
            assert operation["operationId"].isidentifier()
            assert operation["operationId"].islower()
