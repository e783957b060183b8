"""Bytes in parameters that are JSON, or have lists or objects in a list, which are sent as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs

import httpx2
import pytest

DOCUMENT = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /items:
    get:
      operationId: listItems
      parameters:
        - {name: lists, in: query, schema: &lists {type: array, items: {type: array, items: &b {type: string, format: byte}}}}
        - {name: piped, in: query, style: pipeDelimited, explode: false, schema: *lists}
        - {name: objects, in: query, schema: {type: array, items: {type: object, properties: {k: *b}}}}
        - {name: urls, in: query, schema: {type: array, items: {type: array, items: {type: string, contentEncoding: base64url}}}}
        - {name: numbers, in: query, schema: {type: array, items: {type: array, items: {type: number, format: decimal}}}}
        - {name: whole, in: query, content: {application/json: {schema: {type: object, properties: {k: *b}}}}}
        - {name: maybe, in: query, schema: {type: [array, 'null'], items: {type: array, items: *b}}}
        - {name: X-Lists, in: header, schema: *lists}
      responses: {'204': {description: ok}}
"""


@pytest.fixture
def sent(client: Callable[..., Any]) -> Callable[..., httpx2.Request]:
    """The request of a call with these arguments."""
    requests: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        return httpx2.Response(204)

    items = client(DOCUMENT, respond).items

    def call(**arguments: Any) -> httpx2.Request:
        items.list(**arguments)
        return requests[-1]

    return call


@pytest.mark.parametrize(
    ("name", "value", "texts"),
    [
        ("lists", [[b"\xff", b"x"], [b""]], [["/w==", "eA=="], [""]]),
        ("lists", [["/w=="]], [["/w=="]]),
        ("maybe", ((b"\xff",),), [["/w=="]]),
        ("objects", [{"k": b"\xff"}, {"other": 1}], [{"k": "/w=="}, {"other": 1}]),
        ("urls", [[b"\xff"]], [["_w"]]),
        ("numbers", [[Decimal("1.10"), Decimal(2)]], [[1.1, 2]]),
    ],
)
def test_items_of_a_query(
    sent: Callable[..., httpx2.Request], name: str, value: Any, texts: Any
) -> None:
    query = parse_qs(sent(**{name: value}).url.query.decode())
    assert list(map(json.loads, query[name])) == texts


def test_other_styles_and_places(sent: Callable[..., httpx2.Request]) -> None:
    request = sent(piped=[[b"\xff"], [b"x"]], whole={"k": b"\xff"}, x_lists=[[b"\xff"]])
    query = parse_qs(request.url.query.decode())
    assert query == {"piped": ['["/w=="]|["eA=="]'], "whole": ['{"k":"/w=="}']}
    assert request.headers["x-lists"] == '["/w=="]'
    assert sent(lists=[], maybe=None).url.query == b""
