"""The server of documents whose `schemes` have none of HTTP, and what is reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

DOCUMENT = """
swagger: "2.0"
info: {title: T, version: "1"}
host: HOST
basePath: /v1
schemes: [SCHEMES]
paths: {/items: {get: {operationId: listItems, responses: {204: {description: ok}}}}}
"""


@pytest.mark.parametrize(
    ("schemes", "host", "server", "messages"),
    [
        ("ws", "x.test", "http://x.test/v1", ['"ws" is not HTTP; treated as http']),
        ("wss", "x.test", "https://x.test/v1", ['"wss" is not HTTP; treated as https']),
        ("wss", "localhost", "https://localhost/v1", ['"wss" is not HTTP; treated as https']),
        ("WS", "x.test", "http://x.test/v1", ['"WS" is not HTTP; treated as http']),
        (
            "ws, wss",
            "x.test",
            "https://x.test/v1",
            ['"ws" is not HTTP; treated as http', '"wss" is not HTTP; treated as https'],
        ),
        ("http, wss", "x.test", "http://x.test/v1", ['"wss" is ignored: a client speaks HTTP']),
        (
            "ftp",
            "x.test",
            "https://x.test/v1",
            ['"ftp" is ignored: there is no such scheme; https is used'],
        ),
        (
            "ftp",
            "localhost",
            "http://localhost/v1",
            ['"ftp" is ignored: there is no such scheme; http is used'],
        ),
        (
            "ftp, ws",
            "x.test",
            "http://x.test/v1",
            [
                '"ftp" is ignored: there is no such scheme; http is used',
                '"ws" is not HTTP; treated as http',
            ],
        ),
    ],
)
def test_schemes(
    generated: Callable[..., Any], schemes: str, host: str, server: str, messages: list[str]
) -> None:
    result = generated(DOCUMENT.replace("SCHEMES", schemes).replace("HOST", host))
    warnings = [
        (d.message, d.position.line) for d in result.diagnostics if d.code == "scheme-ignored"
    ]
    assert sorted(warnings) == [(message, 6) for message in sorted(messages)]
    assert any(f'"{server}"' in text for text in result.files.values())


def test_operations_with_their_own(package: Callable[..., Any]) -> None:
    text = DOCUMENT.replace("SCHEMES", "https").replace("HOST", "x.test")
    module = package(
        text.replace("operationId: listItems,", "operationId: listItems, schemes: [ws],")
    )
    requests: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        return httpx2.Response(204)

    client = module.Client(transport=httpx2.MockTransport(respond))
    client.items.list()
    assert str(requests[0].url) == "http://x.test/v1/items"
