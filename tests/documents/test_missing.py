"""References that lead nowhere: what loses an operation is an error, the rest is widened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import codes

HEAD = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'
GONE = [
    "/x: {$ref: ./x.yaml}",
    "/x: {$ref: '#/components/pathItems/X'}",
    "/x: {$ref: 'other.yaml#/nothing'}",
    "/x: {get: {$ref: ./get.yaml}}",
    "/x: {get: {$ref: 'other.yaml#/nothing'}}",
    "/x: {$ref: 'other.yaml#/listed'}",
    "/x: {$ref: 'other.yaml#/chain'}",
    "/x: {$ref: 'other.yaml#/circle'}",
]
"""Path items that have no operation, or not all of theirs."""
OTHER = """
listed: [1]
chain: {$ref: ./further.yaml}
circle: {$ref: "#/circle"}
"""


@pytest.mark.parametrize("item", GONE)
def test_lost_operations_are_errors(generated: Callable[..., Any], item: str) -> None:
    more = "\n  /y: {get: {operationId: y, responses: {'204': {description: ok}}}}"
    result = generated({"spec.yaml": f"{HEAD}paths:\n  {item}{more}", "other.yaml": OTHER})
    errors = [d for d in result.diagnostics if d.severity == "error"]
    assert result.failed and not result.files
    assert len(errors) == len(result.diagnostics) == 1


PARTS = """
paths:
  /x/{id}:
    parameters: [{$ref: ./id.yaml}]
    post:
      operationId: x
      tags: [x]
      parameters: [{$ref: "#/components/parameters/P"}]
      requestBody: {$ref: ./body.yaml}
      responses: {"200": {$ref: "#/components/responses/R"}, default: {$ref: gone.yaml#/E}}
"""


def test_parts_are_widened(generated: Callable[..., Any]) -> None:
    result = generated(HEAD + PARTS)
    at = "#/paths/~1x~1{id}"
    assert sorted(code for code in codes(result) if "ref-" in code) == [
        f"warning[ref-unresolved] {at}/parameters/0/$ref",
        f"warning[ref-unresolved] {at}/post/parameters/0/$ref",
        f"warning[ref-unresolved] {at}/post/requestBody/$ref",
        f"warning[ref-unresolved] {at}/post/responses/200/$ref",
        f"warning[ref-unresolved] {at}/post/responses/default/$ref",
    ]
    assert result.report["operations"]["widened"] == 1
    assert "body: Any" in result.files["api/x.py"]
    assert "id: str" in result.files["api/x.py"]


def test_operations_next_to_a_reference(generated: Callable[..., Any]) -> None:
    result = generated(
        {
            "spec.yaml": HEAD
            + "paths: {/x: {$ref: x.yaml, delete: {operationId: d, tags: [x], responses: {}}}}",
            "x.yaml": "get: {operationId: g, tags: [x], responses: {}}",
        }
    )
    assert "def d(" in result.files["api/x.py"] and "def g(" in result.files["api/x.py"]
