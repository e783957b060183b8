"""The error type that most operations share, beside wider entries of another type in the same operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

COMMON = "{$ref: '#/components/schemas/Common'}"
OTHER = "{$ref: '#/components/schemas/Other'}"


def document(responses: str) -> str:
    return f"""
openapi: 3.1.0
info: {{title: Errors, version: "1"}}
paths:
  /a: {{get: {{operationId: a, tags: [t], responses: {{"204": {{description: ok}}, default: {error(COMMON)}}}}}}}
  /b: {{get: {{operationId: b, tags: [t], responses: {{"204": {{description: ok}}, default: {error(COMMON)}}}}}}}
  /c: {{get: {{operationId: c, tags: [t], responses: {{"204": {{description: ok}}, {responses}}}}}}}
components:
  schemas:
    Common: {{type: object, properties: {{code: {{type: string}}}}}}
    Other: {{type: object, properties: {{reason: {{type: string}}}}}}
"""


def error(schema: str) -> str:
    return f"{{description: no, content: {{application/json: {{schema: {schema}}}}}}}"


@pytest.mark.parametrize(
    ("responses", "status", "expected"),
    [
        (f'"400": {error(COMMON)}, default: {error(OTHER)}', 400, "Common"),
        (f'"400": {error(COMMON)}, default: {error(OTHER)}', 500, "Other"),
        (f'"404": {error(COMMON)}, 4XX: {error(OTHER)}', 404, "Common"),
        (f'"404": {error(COMMON)}, 4XX: {error(OTHER)}', 409, "Other"),
        (f"4XX: {error(COMMON)}, default: {error(OTHER)}", 422, "Common"),
        (f'"409": {error(OTHER)}, default: {error(COMMON)}', 409, "Other"),
        (f'"409": {error(OTHER)}, default: {error(COMMON)}', 404, "Common"),
    ],
)
def test_the_nearest_entry_decides(
    client: Callable[..., Any], responses: str, status: int, expected: str
) -> None:
    def respond(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(status, json={"code": "x", "reason": "y"})

    with pytest.raises(Exception) as caught:
        client(document(responses), respond).t.c()
    assert type(getattr(caught.value, "error", None)).__name__ == expected


@pytest.mark.parametrize(
    ("media_type", "body", "expected"),
    [
        ("application/json", {"code": "x"}, "Common"),
        ("application/scim+json", {"reason": "y"}, "Other"),
        ("application/json", [1], "NoneType"),
    ],
)
def test_an_error_with_several_media_types(
    client: Callable[..., Any], media_type: str, body: object, expected: str
) -> None:
    content = f"application/json: {{schema: {COMMON}}}, application/scim+json: {{schema: {OTHER}}}"

    def respond(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(400, json=body, headers={"Content-Type": media_type})

    with pytest.raises(Exception) as caught:
        client(document(f'"400": {{description: no, content: {{{content}}}}}'), respond).t.c()
    assert type(getattr(caught.value, "error", None)).__name__ == expected
