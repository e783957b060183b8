"""A key that stands twice: what both hold is kept, and a lost operation is counted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import codes

HEAD = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'
TWICE = """
paths:
  /tags/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get: {operationId: get_tag, tags: [t], responses: {"204": {description: ok}}}
  /tags/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: hard, in: query, schema: {type: boolean}}
    delete: {operationId: delete_tag, tags: [t], responses: {"204": {description: ok}}}
"""
LOST = """
paths:
  /tags/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    delete: {operationId: delete_case_tag, tags: [t], responses: {"204": {description: ok}}}
    delete: {operationId: delete_tag, tags: [t], responses: {"204": {description: ok}}}
"""
LOST_IN_ITEMS = """
paths:
  /x:
    get: {operationId: one, tags: [t], responses: {}}
    put: {operationId: two, tags: [t], responses: {}}
  /x:
    get: {operationId: three, tags: [t], responses: {}}
"""


def test_path_items_are_merged(generated: Callable[..., Any]) -> None:
    result = generated(HEAD + TWICE)
    assert codes(result) == ["warning[duplicate-key] #/paths/~1tags~1{id}"]
    text = result.files["api/t.py"]
    assert "def get_tag(\n    id: int,\n)" in text
    assert "def delete_tag(\n    id: str,\n    *,\n    hard: bool | None = None,\n)" in text
    operations = result.report["operations"]
    assert (operations["total"], operations["exact"], operations["lost"]) == (2, 2, 0)


@pytest.mark.parametrize("text", [LOST, LOST_IN_ITEMS])
def test_a_lost_operation_is_counted(generated: Callable[..., Any], text: str) -> None:
    result = generated(HEAD + text)
    assert result.report["operations"]["lost"] == 1
    assert not result.failed
    (lost,) = [d for d in result.diagnostics if d.code == "operation-lost"]
    assert lost.severity == "warning" and "the other is lost" in lost.message
    strict = generated(HEAD + text, strict=True)
    assert strict.failed and not strict.files
    assert strict.report["operations"]["lost"] == 1


def test_the_last_operation_is_used(generated: Callable[..., Any]) -> None:
    text = generated(HEAD + LOST).files["api/t.py"]
    assert "def delete_tag(" in text and "delete_case_tag" not in text


def test_equal_operations_lose_nothing(generated: Callable[..., Any]) -> None:
    operation = "get: {operationId: one, tags: [t], responses: {}}"
    result = generated(f"{HEAD}paths:\n  /x:\n    {operation}\n    {operation}\n")
    assert result.report["operations"]["lost"] == 0


def test_sections_are_merged(generated: Callable[..., Any]) -> None:
    sections = """
paths: {/a: {get: {operationId: a, tags: [t], responses: {}}}}
components:
  schemas: {A: {type: object, properties: {a: {type: string}}}}
  schemas: {B: {type: object, properties: {b: {type: string}}}}
paths:
  /b: {get: {operationId: b, tags: [t], responses: {}}}
  /a: {put: {operationId: c, tags: [t], responses: {}}}
components:
  securitySchemes: {Key: {type: apiKey, in: header, name: X-Key}}
  schemas: {B: {type: object, properties: {c: {type: string}}}}
"""
    result = generated(HEAD + sections)
    text = result.files["api/t.py"]
    assert all(f"def {name}(" in text for name in "abc")
    assert "models/a.py" in result.files and "    c: str" in result.files["models/b.py"]
    assert "api_key" in result.files["client.py"]
    assert "warning[duplicate-key] #/components/schemas/B" in codes(result)


def test_json(generated: Callable[..., Any]) -> None:
    first = {"get": {"operationId": "g", "tags": ["t"], "responses": {}}}
    second = {"delete": {"operationId": "d", "tags": ["t"], "responses": {}}}
    third = {"delete": {"operationId": "e", "tags": ["t"], "responses": {}}}
    paths = ", ".join(f'"/x": {json.dumps(item)}' for item in (first, second, third))
    text = f'{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{{paths}}}}}'
    result = generated({"spec.json": text})
    assert "def g(" in result.files["api/t.py"] and "def e(" in result.files["api/t.py"]
    assert result.report["operations"]["lost"] == 1
    assert {code.split()[0] for code in codes(result)} == {
        "warning[duplicate-key]",
        "warning[operation-lost]",
    }


def test_in_another_file(generated: Callable[..., Any]) -> None:
    item = """
get: {operationId: one, tags: [t], responses: {}}
get: {operationId: two, tags: [t], responses: {}}
"""
    paths = "/y: {get: {operationId: y, tags: [t], responses: {}}}\n"
    paths += "/y: {put: {operationId: z, tags: [t], responses: {}}}\n"
    files = {
        "spec.yaml": HEAD + "paths: {/x: {$ref: x.yaml}, /y: {$ref: 'paths.yaml#/~1y'}}",
        "x.yaml": item,
        "paths.yaml": paths,
    }
    result = generated(files)
    assert result.report["operations"]["lost"] == 1
    assert all(f"def {name}(" in result.files["api/t.py"] for name in ("two", "y", "z"))
