"""Servers whose URL a client cannot call as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import codes


def document(servers: str, own: str = "[]") -> str:
    return f"""
openapi: 3.1.0
info: {{title: T, version: "1"}}
servers: {servers}
paths:
  /k: {{servers: {own}, get: {{operationId: k, tags: [t], responses: {{'204': {{description: ok}}}}}}}}
"""


@pytest.mark.parametrize(
    ("url", "variables", "reason"),
    [
        (
            "https://{h}/v1",
            "{h: {default: example.com/api}}",
            'default of "h" is not a valid part of a host name',
        ),
        (
            "https://{h}/v1",
            "{h: {default: 'a b'}}",
            'default of "h" is not a valid part of a host name',
        ),
        (
            "https://{h}/v1",
            "{h: {default: 'me@example.com'}}",
            'default of "h" is not a valid part of a host name',
        ),
        (
            "https://{h}.example.com",
            "{h: {default: ''}}",
            '".example.com" is not a valid host name',
        ),
        ("https://{h}", "{h: {default: ''}}", '"" is not a valid host name'),
        ("https://{h}", "{h: {default: 'a..b'}}", '"a..b" is not a valid host name'),
        ("https://{h}.example.com", "{}", '"h" is not a declared variable'),
        ("https://example.com:{p}", "{p: {default: web}}", "Port could not be cast"),
        ("https://example.com:{p}", "{p: {default: '70000'}}", "Port out of range"),
        ("{s}://example.com", "{s: {default: ftp}}", '"ftp" is not HTTP'),
        ("{u}/v1", "{u: {default: 'https://[::1'}}", "Invalid IPv6 URL"),
        ("https://me:x@example.com", "{}", "it contains a user name or password"),
    ],
)
def test_a_url_that_cannot_be_called(
    generated: Callable[..., Any], url: str, variables: str, reason: str
) -> None:
    result = generated(document(f"[{{url: '{url}', variables: {variables}}}]"))
    assert codes(result) == ["warning[server-url-unusable] #/servers/0"]
    assert reason in result.diagnostics[0].message


def test_of_an_operation(generated: Callable[..., Any]) -> None:
    result = generated(document("[{url: 'https://a.b'}]", "[{url: 'https://{x}'}]"))
    assert codes(result) == ["warning[server-url-unusable] #/paths/~1k/servers/0"]


@pytest.mark.parametrize(
    "servers",
    [
        "[{url: /v1}, {url: 'https://{other}'}]",
        "[{url: ''}]",
        "[{url: '//example.com/v1'}]",
        "[{url: 'https://[::1]:8080/v1'}]",
        "[{url: 'http://localhost:{p}', variables: {p: {default: '8080'}}}]",
        "[{url: '{u}', variables: {u: {default: 'https://example.com/a/'}}}]",
        "[{url: 'https://my_host.example.com./{path}', variables: {path: {default: a/b}}}]",
        "[{url: 'https://{t}.example.com', variables: {t: {default: b\u00fccher}}}]",
    ],
)
def test_urls_that_can(generated: Callable[..., Any], servers: str) -> None:
    assert codes(generated(document(servers))) == []
