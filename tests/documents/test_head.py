"""Responses to HEAD: no content, whatever the document describes (RFC 9110, section 9.3.2)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

CONTENTS = {
    "json": "application/json: {schema: {type: object, required: [a], properties: {a: {type: string}}}}",
    "any": "application/json: {schema: {}}",
    "bytes": "application/octet-stream: {}",
    "events": "text/event-stream: {schema: {type: string}}",
    "page": "application/json: {schema: {type: object, properties: {items: {type: array, items: {}}, next_cursor: {type: string}}}}",
}


def document(content: str, *more: str) -> str:
    extensions = "".join(f"      {line}\n" for line in more)
    return f"""
openapi: 3.1.0
info: {{title: Heads, version: "1"}}
paths:
  /things/{{id}}:
    parameters:
      - {{name: id, in: path, required: true, schema: {{type: string}}}}
      - {{name: cursor, in: query, schema: {{type: string}}}}
    head:
      operationId: has
      tags: [things]
{extensions}      responses:
        "200":
          description: There.
          headers: {{X-Size: {{schema: {{type: integer}}}}}}
          content: {{{content}}}
        "404": {{description: Not there., content: {{application/json: {{schema: {{}}}}}}}}
"""


def answer(request: httpx2.Request) -> httpx2.Response:
    if request.url.path.endswith("/missing"):
        return httpx2.Response(404, headers={"content-type": "application/json"})
    headers = {"content-type": "application/json", "content-length": "9", "X-Size": "12"}
    return httpx2.Response(200, headers=headers)


@pytest.mark.parametrize("name", CONTENTS)
def test_documented_content_is_not_received(client: Callable[..., Any], name: str) -> None:
    things = client(document(CONTENTS[name]), answer)
    assert things.things.has("1") is None
    response = things.things.has.raw("1")
    assert (response.value, response.headers["X-Size"]) == (None, "12")
    with pytest.raises(Exception) as caught:
        things.things.has("missing")
    assert type(caught.value).__name__ == "NotFoundError"


def test_declared_pages_and_waits_are_of_content(package: Callable[..., Any]) -> None:
    extensions = ("x-restamp-waiter: {status: state, success: [done]}",)
    things = package(document(CONTENTS["page"], *extensions)).Client(
        base_url="https://api.example.com", transport=httpx2.MockTransport(answer)
    )
    assert things.things.has("1") is None
    assert not hasattr(things.things.has, "wait")


def test_asynchronous(package: Callable[..., Any]) -> None:
    module = package(document(CONTENTS["json"]))

    async def main() -> Any:
        transport = httpx2.MockTransport(answer)
        base_url = "https://api.example.com"
        async with module.AsyncClient(base_url=base_url, transport=transport) as things:
            return await things.things.has("1")

    assert asyncio.run(main()) is None
