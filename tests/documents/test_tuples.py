"""Arrays whose first items have schemas of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import httpx2
import pytest

ID = "0b5f6a3e-8f0c-4c3e-9a53-4a1c8b1f0d11"


def document(schema: str) -> str:
    content = f"content: {{application/json: {{schema: {schema}}}}}"
    return f"""
openapi: 3.1.0
info: {{title: T, version: "1"}}
paths:
  /x:
    post:
      operationId: x
      tags: [t]
      requestBody: {{required: true, {content}}}
      responses: {{"200": {{description: ok, {content}}}}}
"""


@pytest.mark.parametrize(
    ("schema", "data", "value"),
    [
        (
            "{type: array, minItems: 2, maxItems: 2,"
            " prefixItems: [{type: integer}, {type: string, format: date}]}",
            [1, "2020-01-02"],
            (1, date(2020, 1, 2)),
        ),
        (
            "{type: array, maxItems: 1, prefixItems: [{type: integer}, {type: string}]}",
            [1],
            (1,),
        ),
        (
            "{type: array, unevaluatedItems: false,"
            " prefixItems: [{type: integer}, {type: string, format: date}]}",
            [1, "2020-01-02"],
            (1, date(2020, 1, 2)),
        ),
        (
            "{type: array, prefixItems: [{type: integer}],"
            " unevaluatedItems: {type: string, format: uuid}}",
            [1, ID, ID],
            [1, UUID(ID), UUID(ID)],
        ),
        (
            "{type: array, unevaluatedItems: {type: string, format: date}}",
            ["2020-01-02"],
            [date(2020, 1, 2)],
        ),
        (
            "{type: array, prefixItems: [{type: integer}, {type: string, format: date}]}",
            [1, "2020-01-02", True, {"a": None}, 2.5],
            [1, date(2020, 1, 2), True, {"a": None}, 2.5],
        ),
    ],
)
def test_first_items_keep_their_types(
    client: Callable[..., Any], schema: str, data: Any, value: Any
) -> None:
    sent: list[Any] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        sent.append(json.loads(request.content))
        return httpx2.Response(200, json=data)

    called = client(document(schema), handler)
    result = called.t.x(data)
    assert result == value
    assert type(result) is type(value)
    called.t.x(value)
    assert sent == [data, data]
