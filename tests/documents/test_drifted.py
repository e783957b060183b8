"""Values that are not what the document says are sent back as they came."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx2
import pytest

DOCUMENT = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /thing:
    put:
      operationId: put
      tags: [t]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
  /prices:
    put:
      operationId: prices
      tags: [t]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Prices"}}}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Prices"}}}
components:
  schemas:
    Thing:
      type: object
      properties:
        base64: {type: string, format: byte}
        base64url: {type: string, contentEncoding: base64url}
        date: {type: string, format: date}
        date_time: {type: string, format: date-time}
        decimal: {type: string, format: decimal}
        duration: {type: string, format: duration}
        prices: {type: array, items: {type: number, format: decimal}}
        files: {type: object, additionalProperties: {type: string, format: byte}}
        number: {type: number, format: decimal}
        time: {type: string, format: time}
        uuid: {type: string, format: uuid}
    Prices:
      type: object
      properties: {size: {type: integer}}
      additionalProperties: {type: number, format: decimal}
"""
NAMES = ("base64", "base64url", "date", "date_time", "decimal", "duration", "time", "uuid")
pytestmark = pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")


class Echo:
    """A server that answers one text, and keeps what it is sent."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sent = b""

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.sent = request.content
        headers = {"content-type": "application/json"}
        return httpx2.Response(200, content=self.text.encode(), headers=headers)


@pytest.mark.parametrize("value", ["n/a", None, True, [1], {"a": 1}])
def test_invalid_values_are_sent_back(client: Callable[..., Any], value: Any) -> None:
    data: dict[str, Any] = dict.fromkeys(NAMES, value)
    data |= {"number": value, "prices": [value, 1.5], "files": {"a": value}}
    server = Echo(json.dumps(data))
    api = client(DOCUMENT, server)
    thing = api.t.put({})
    assert thing.number == value and thing.prices == [value, Decimal("1.5")]
    api.t.put(thing)
    assert json.loads(server.sent) == data
    assert json.loads(thing.model_dump_json()) == data


@pytest.mark.parametrize("value", [5, 1.5])
def test_numbers_are_no_durations(client: Callable[..., Any], value: float) -> None:
    server = Echo(json.dumps({"duration": value}))
    api = client(DOCUMENT, server)
    api.t.put(api.t.put({}))
    assert json.loads(server.sent) == {"duration": value}


def test_undeclared_members_of_a_drifting_model_have_their_type(client: Callable[..., Any]) -> None:
    text = '{"size":"big","a":12345678901234567.89,"b":null,"c":"n/a"}'
    server = Echo(text)
    api = client(DOCUMENT, server)
    prices = api.t.prices({})
    assert prices.a == Decimal("12345678901234567.89")
    api.t.prices(prices)
    assert server.sent.decode() == text


@pytest.mark.parametrize("text", ["n/a", "YWJj\n", "YWI", "_-8"])
def test_only_base64_is_bytes(client: Callable[..., Any], text: str) -> None:
    server = Echo(json.dumps({"base64": text}))
    value = client(DOCUMENT, server).t.put({}).base64
    assert value == {"n/a": "n/a", "YWJj\n": b"abc", "YWI": b"ab", "_-8": b"\xff\xef"}[text]
