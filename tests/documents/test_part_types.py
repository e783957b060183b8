"""What the schema of a part of a multipart form says of its content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2

from .conftest import codes

DOCUMENT = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /k:
    post:
      operationId: k
      tags: [t]
      requestBody:
        content:
          multipart/form-data:
            schema:
              allOf: [{$ref: '#/components/schemas/Base'}]
              properties:
                page: {type: string, contentMediaType: text/html}
                both: {type: string, contentMediaType: text/html}
                note: {anyOf: [{type: string, contentMediaType: text/markdown}, {type: 'null'}]}
                data: {type: string, contentMediaType: application/json}
                image: {type: string, contentMediaType: image/png}
                images: {type: array, items: {$ref: '#/components/schemas/Image'}}
                blob: {type: string, contentMediaType: application/octet-stream}
                coded: {type: string, contentEncoding: base64, contentMediaType: image/gif}
                wrong: {type: string, contentMediaType: "no type\\r\\nX-Y: z"}
                plain: {type: string}
            encoding:
              both: {contentType: text/plain}
      responses: {'204': {description: ok}}
components:
  schemas:
    Base: {type: object, properties: {style: {type: string, contentMediaType: text/css}}}
    Image: {type: string, contentMediaType: image/jpeg}
"""


def _parts(text: str, client: Callable[..., Any], body: dict[str, Any]) -> dict[str, str]:
    seen: list[bytes] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.read())
        return httpx2.Response(204)

    client(text, respond).t.k(body)
    parts = seen[0].decode().split("\r\n--")
    types: dict[str, str] = {}
    for part in parts[:-1]:
        head, _, content = part.partition("\r\n\r\n")
        lines = [line for line in head.split("\r\n") if line.startswith("Content-")]
        name = lines[0].partition('name="')[2].partition('"')[0]
        types[name] = " | ".join([*lines[1:], content])
    return types


def test_of_a_document_of_3_1(client: Callable[..., Any]) -> None:
    body = {
        "style": "a{}",
        "page": "<p>",
        "both": "x",
        "note": "*",
        "data": '{"a": 1}',
        "image": b"png",
        "images": [b"jpeg"],
        "blob": b"any",
        "coded": b"gif",
        "wrong": "w",
        "plain": "p",
    }
    assert _parts(DOCUMENT, client, body) == {
        "style": "Content-Type: text/css | a{}",
        "page": "Content-Type: text/html | <p>",
        "both": "Content-Type: text/plain | x",
        "note": "Content-Type: text/markdown | *",
        "data": 'Content-Type: application/json | {"a": 1}',
        "image": "Content-Type: image/png | png",
        "images": "Content-Type: image/jpeg | jpeg",
        "blob": "Content-Type: application/octet-stream | any",
        "coded": "Content-Type: image/gif | Content-Transfer-Encoding: base64 | Z2lm",
        "wrong": "w",
        "plain": "p",
    }


def test_it_is_not_a_keyword_of_3_0(client: Callable[..., Any]) -> None:
    text = DOCUMENT.replace("3.1.0", "3.0.3").replace("type: 'null'", "type: string")
    assert _parts(text, client, {"page": "<p>"}) == {"page": "<p>"}


def test_there_is_no_diagnostic(generated: Callable[..., Any]) -> None:
    assert codes(generated(DOCUMENT)) == []
