"""HTTP authentication schemes other than Basic and Bearer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from .conftest import codes


def document(scheme: str) -> str:
    return f"""
openapi: 3.1.0
info: {{title: T, version: "1"}}
paths:
  /k: {{get: {{operationId: k, tags: [t], security: [{{Key: []}}], responses: {{'204': {{description: ok}}}}}}}}
components:
  securitySchemes:
    Key: {{type: http, scheme: {scheme}}}
"""


@pytest.mark.parametrize(
    ("scheme", "header"),
    [
        ("bearer", "Bearer s3"),
        ("Bearer", "Bearer s3"),
        ("BEARER", "Bearer s3"),
        ("SharedAccessKey", "SharedAccessKey s3"),
        ("Token", "Token s3"),
        ("dpop", "DPoP s3"),
        ("GenieKey", "GenieKey s3"),
        ("Bearer JWT", "Bearer s3"),
    ],
)
def test_the_own_name_is_sent(client: Callable[..., Any], scheme: str, header: str) -> None:
    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    client(document(scheme), respond, token="s3").t.k()
    assert seen[0].headers["authorization"] == header


@pytest.mark.parametrize("scheme", ["digest", "Digest", "mutual", "Negotiate", "SCRAM-SHA-256"])
def test_handshakes_are_the_callers(package: Callable[..., Any], scheme: str) -> None:
    class Own(httpx2.Auth):
        def auth_flow(self, request: httpx2.Request) -> Any:
            request.headers["authorization"] = "own"
            yield request

    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    module = package(document(scheme))
    transport = httpx2.MockTransport(respond)
    with httpx2.Client(transport=transport, auth=Own()) as http_client:
        module.Client(base_url="https://api.example.com", http_client=http_client).t.k()
    assert seen[0].headers["authorization"] == "own"


def test_a_handshake_is_a_warning(generated: Callable[..., Any]) -> None:
    result = generated(document("digest"))
    (code,) = codes(result)
    assert code == "warning[security-scheme-handshake] #/components/securitySchemes/Key"
    text = " ".join(result.files["client.py"].split())
    assert "httpx2.Client(auth=httpx2.DigestAuth(username, password))" in text
    assert "httpx2.DigestAuth(username, password)" in result.files["README.md"]


def test_a_missing_token_is_not_a_scheme(generated: Callable[..., Any]) -> None:
    result = generated(document('"a\\nb: c"'))
    assert "Key" in result.files["client.py"]
    result = generated(document("'a(b)'"))
    assert [code.split()[0] for code in codes(result)] == [
        "warning[security-scheme-invalid]",
        "warning[security-scheme-unknown]",
    ]
