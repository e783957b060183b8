"""Vendors' extensions for names: a type's name is not its attribute's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DOCUMENT = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a:
    get:
      operationId: getA
      tags: [a]
      parameters:
        - {name: pageTok, in: query, schema: {type: string}, x-fern-parameter-name: page_token}
        - {name: kind, in: query, schema: {type: string}, x-fern-type-name: ConnectorKind}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Connector"}}}
components:
  schemas:
    Connector:
      type: object
      x-fern-type-name: Plug
      properties:
        id: {type: string, x-fern-type-name: ConnectorId}
        options: {type: object, additionalProperties: true, x-fern-type-name: Connector-7ur0eu}
        tags: {type: array, items: {type: string}, x-fern-type-name: ConnectorTags}
        parts:
          type: array
          x-fern-type-name: ConnectorParts
          items: {type: object, properties: {n: {type: integer}}}
        level: {type: string, enum: [low, high], x-fern-type-name: PlugLevel}
        inner:
          type: object
          x-fern-type-name: PlugInner
          x-fern-property-name: inside
          properties: {x: {type: string}}
        ts: {type: string, x-fern-property-name: timestamp}
        renamed: {type: string, x-restamp-name: mine}
"""


def test_type_names_name_types(package: Callable[..., Any]) -> None:
    models = package(DOCUMENT).models
    fields = {field.alias or name: name for name, field in models.Plug.model_fields.items()}
    assert fields == {
        **{name: name for name in ("id", "options", "tags", "parts", "level")},
        "inner": "inside",
        "ts": "timestamp",
        "renamed": "mine",
    }
    assert models.PlugLevel.LOW == "low"
    assert "x" in models.PlugInner.model_fields
    assert "n" in models.ConnectorPart.model_fields


def test_parameters(generated: Callable[..., Any]) -> None:
    text = generated(DOCUMENT).files["api/a.py"]
    assert "page_token: str | None = None" in text
    assert "kind: str | None = None" in text
