"""Operations of Swagger 2.0: parameters with the keywords of a schema, bodies and forms among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .reading import Library, Place

if TYPE_CHECKING:
    from .operations import Comparison

FILE = {"type": "string", "format": "binary"}
MESSAGES = "(streaming inputs)"
"""How descriptions of gRPC-gateway's bodies of several messages end."""
STREAM = "Stream result of "
"""How the titles of gRPC-gateway's streams begin."""


def compare_swagger(
    library: Library, comparison: Comparison, operation: Place, item: Place
) -> None:
    """The parameters, the body or form, and the responses of an operation."""
    forms: dict[str, Place] = {}
    for parameter in comparison.parameters(operation, item):
        where = parameter.get("in")
        if where == "body":
            _body(library, comparison, operation, parameter)
        elif where == "formData":
            forms[parameter.get("name")] = parameter
        else:
            comparison.parameter(parameter)
    if forms:
        _form(comparison, operation, forms)
    produces = _listed(library, operation, "produces") or ["application/json"]
    for status, response in library.members(operation, "responses"):
        followed = library.followed(response)
        if followed is not None and not status.startswith("x-"):
            _response(library, comparison, status, followed, produces)


def _body(library: Library, comparison: Comparison, operation: Place, parameter: Place) -> None:
    there, annotation = comparison.endpoint.annotation("body", "")
    if not there:
        comparison.walk.lose("parameter", parameter, "the body is no argument")
        return
    schema = library.child(parameter, "schema")
    consumes = _listed(library, operation, "consumes") or ["application/json"]
    if schema.value is None or not any("json" in one or "form" in one for one in consumes):
        return
    if str(parameter.get("description")).strip().endswith(MESSAGES):
        schema = replace(schema, value={"type": "array", "items": schema.value})
    comparison.compare(schema, annotation, "request")


def _form(comparison: Comparison, operation: Place, forms: Mapping[str, Place]) -> None:
    there, annotation = comparison.endpoint.annotation("body", "")
    if not there:
        comparison.walk.lose("parameter", operation, "the form is no argument")
        return
    properties = {name: _as_schema(place.value) for name, place in forms.items()}
    form = {"type": "object", "properties": properties}
    place = replace(operation, pointer=f"{operation.pointer}/parameters", value=form)
    comparison.compare(place, annotation, "request")


def _as_schema(parameter: Any) -> dict[str, Any]:
    schema = {key: value for key, value in parameter.items() if key != "required"}
    return schema | FILE if schema.get("type") == "file" else schema


def _response(
    library: Library, comparison: Comparison, status: str, response: Place, produces: list[str]
) -> None:
    schema = library.child(response, "schema")
    request = comparison.endpoint.request
    if schema.value is None or request.method == "HEAD" or status in ("204", "205", "304"):
        return
    if status.startswith("1"):
        return  # Not the response to the request (RFC 9110, section 15.2).
    if str(schema.get("title") or "").startswith(STREAM) and hasattr(request, "items"):
        comparison.walk.findings.counts["streams"] += 1
        comparison.compare(schema, request.items.type, "response")
    elif schema.get("type") != "file" and any("json" in one for one in produces):
        for annotation in comparison.answers(status, request):
            comparison.compare(schema, annotation, "response")


def _listed(library: Library, operation: Place, key: str) -> list[str]:
    listed = operation.get(key)
    listed = library.root.get(key) if listed is None else listed
    return [str(one) for one in listed] if isinstance(listed, list) else []


def children(library: Library, base: Place) -> dict[str, str]:
    """The definitions that extend another one, as references by their names."""
    extending: dict[str, str] = {}
    for name, place in library.members(library.root, "definitions"):
        for _, part in library.members(place, "allOf"):
            if part.get("$ref") == f"#{base.pointer}":
                extending[name] = f"#{place.pointer}"
    return extending
