"""Small documents of one operation, with what a test is about filled in."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def document(
    *parameters: Json,
    answer: Json | None = None,
    body: Json | None = None,
    needed: bool = True,
    schemas: Json | None = None,
    path: str = "/pets/{id}",
    **rest: Json | list[Any] | str | bool,
) -> Json:
    """A document with `client.pets.find`; `rest` are other members of its operation."""
    operation: Json = {
        "operationId": "find",
        "tags": ["pets"],
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}, *parameters],
        "responses": {"200": answered(answer)},
        **rest,
    }
    if body is not None:
        operation["requestBody"] = {
            "required": needed,
            "content": {"application/json": {"schema": body}},
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": {path: {"post": operation}},
        "components": {"schemas": schemas or {}},
    }


def answered(schema: Json | None) -> Json:
    """A response."""
    if schema is None:
        return {"description": ""}
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def query(name: str, schema: Json, **rest: Any) -> Json:
    """A query parameter."""
    return {"name": name, "in": "query", "schema": schema, **rest}


def record(*required: str, **properties: Json) -> Json:
    """An object."""
    return {"type": "object", "required": [*required], "properties": properties}


def ref(name: str) -> Json:
    """A reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "integer"}
NULL: Json = {"type": "null"}
PET = ref("Pet")
