"""Texts that are null, or numbers, where a document has prose or names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DOCUMENT = """
openapi: 3.1.0
info: {title: null, version: "1", description: null, summary: null}
tags: [{name: lights, description: null}, {name: ~}]
paths:
  /light:
    summary: null
    get:
      operationId: getLight
      summary: null
      description: 7
      tags: [null, lights, 5]
      parameters: [{name: at, in: query, description: null, schema: {type: string, title: null}}]
      responses:
        "200":
          description: null
          content: {application/json: {schema: {$ref: "#/components/schemas/Light"}}}
components:
  schemas:
    Light:
      title: null
      description: null
      type: object
      properties:
        color: {$ref: "#/components/schemas/Color"}
        level: {$ref: "#/components/schemas/Level"}
        shape: {$ref: "#/components/schemas/Shape"}
    Color:
      type: string
      enum: [Unknown, Red, Green]
      x-enumNames: [Unknown, null, Green]
      x-enum-descriptions: [null, stop, 3]
    Level:
      type: integer
      enum: [0, 1, 2]
      x-enum-varnames: [NONE, LOW, null]
      x-enum-descriptions: [null, ~, high]
    Shape:
      oneOf:
        - {const: round, title: null, description: null}
        - {const: flat, title: Even, description: 4}
"""


def test_null_is_not_text(package: Callable[..., Any]) -> None:
    module = package(DOCUMENT)
    models = module.models
    assert [member.name for member in models.Color] == ["UNKNOWN", "RED", "GREEN"]
    assert [member.name for member in models.Level] == ["NONE", "LOW", "VALUE_2"]
    assert [member.name for member in models.Shape] == ["ROUND", "EVEN"]
    assert "None" not in (models.Light.__doc__ or "") + (models.Color.__doc__ or "")


def test_no_docstring_says_none(generated: Callable[..., Any]) -> None:
    files = generated(DOCUMENT).files
    generic = {"_runtime"}
    for path, text in files.items():
        if path.endswith(".py") and path.partition("/")[0] not in generic:
            assert '"""None' not in text and "None." not in text, path
    assert '"""stop"""' in files["models/color.py"]
    assert '"""3"""' in files["models/color.py"]
