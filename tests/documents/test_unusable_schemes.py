"""Security schemes that are left out: no other credential is sent in their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from .conftest import codes

UNUSABLE = {
    "BadName": "{type: apiKey, in: header, name: 'X Key'}",
    "BadType": "{type: kerberos}",
    "BadPlace": "{type: apiKey, in: body, name: key}",
    "BadScheme": "{type: http, scheme: 'a(b)'}",
    "NoType": "{description: nothing else}",
    "NoTarget": "{$ref: '#/components/securitySchemes/Missing'}",
    "Certificate": "{type: mutualTLS}",
    "Handshake": "{type: http, scheme: digest}",
}
MIXED = {
    "[{BadType: []}, {Good: []}]": True,
    "[{Good: []}, {BadType: []}]": True,
    "[{Certificate: [], Good: []}]": True,
    "[{BadType: [], Good: []}]": False,
    "[{BadType: []}, {Gone: []}]": False,
    "[{BadType: []}, {}]": False,
    "[{Gone: []}]": False,
    "[{}]": False,
    "[]": False,
}


def document(everywhere: str, *own: str) -> str:
    """A document with operations `k0`, `k1` ... that require what `own` says, if anything."""
    operations = "\n".join(
        f"  /k{number}: {{get: {{operationId: k{number}, tags: [t], "
        + (f"security: {security}, " if security else "")
        + "responses: {'204': {description: ok}}}}"
        for number, security in enumerate(own)
    )
    declared = "\n".join(f"    {name}: {scheme}" for name, scheme in UNUSABLE.items())
    return f"""
openapi: 3.1.0
info: {{title: T, version: "1"}}
security: {everywhere}
paths:
{operations}
components:
  securitySchemes:
    Good: {{type: apiKey, in: header, name: X-Good}}
{declared}
"""


@pytest.fixture
def sent(client: Callable[..., Any]) -> Callable[..., list[bool]]:
    """Which operations of a document send the credential of Good."""

    def ask(text: str) -> list[bool]:
        seen: list[bool] = []

        def respond(request: httpx2.Request) -> httpx2.Response:
            seen.append("x-good" in request.headers)
            return httpx2.Response(204)

        t = client(text, respond, api_key="s3").t
        for number in range(text.count("operationId")):
            getattr(t, f"k{number}")()
        return seen

    return ask


def test_of_operations(sent: Callable[..., list[bool]]) -> None:
    alone = {f"[{{{name}: []}}]": False for name in UNUSABLE}
    wanted = {"": True, **alone, **MIXED}
    credentials = sent(document("[{Good: []}]", *wanted))
    assert dict(zip(wanted, credentials, strict=True)) == wanted


@pytest.mark.parametrize("name", ["BadName", "Gone"])
def test_of_the_document(sent: Callable[..., list[bool]], name: str) -> None:
    """No operation says otherwise, so that any credential would be assumed."""
    assert sent(document(f"[{{{name}: []}}]", "")) == [False]


def test_a_warning_says_that_nothing_is_sent(generated: Callable[..., Any]) -> None:
    result = generated(document("[{Good: []}]", "[{BadType: []}]", "[{BadName: []}, {Good: []}]"))
    messages = dict(zip(codes(result), (d.message for d in result.diagnostics), strict=True))
    code = "warning[security-scheme-unknown] #/paths/~1k{}/get/security/0"
    assert messages[code.format(0)] == (
        '"BadType" is not a security scheme that the client supports; '
        "no credential is sent, as there is no other alternative: "
        "pass the credential in `headers`, or an http_client whose `auth` adds it"
    )
    assert messages[code.format(1)].endswith("supports; this alternative is ignored")
