"""No secret of OAuth 2 is in a repr, a message, a traceback, a log line or a pickle."""

from __future__ import annotations

import asyncio
import copy
import logging
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from restamp_runtime.api import Api
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.errors import ApiError
from restamp_runtime.grants import (
    ClientCredentials,
    Grant,
    OAuth2,
    OpenIdConnect,
    PasswordCredentials,
    RefreshToken,
)
from restamp_runtime.request import Request

HOST = "https://login.example.com"
SECRETS = (
    "S3CR3T-password",
    "S3CR3T-refresh",
    "S3CR3T-rotated",
    "S3CR3T-access",
    "S3CR3T-assertion",
    "bWU6UzNDUjNULXBhc3N3b3Jk",  # me:S3CR3T-password
)
REPEATED = "what this grant holds"
"""Stands for it in a plan."""
GOOD = {"access_token": "S3CR3T-access", "refresh_token": "S3CR3T-rotated", "expires_in": 60}
TOKEN = httpx2.Response(200, json=GOOD)


def api(scheme: Any = None) -> Api:
    oauth = scheme or OAuth2(token_url=f"{HOST}/token")
    return Api(
        name="my-api",
        base_url="https://api.example.com",
        schemes={"login": oauth},
        security=(("login",),),
    )


def grants() -> list[Grant]:
    extra = {"client_assertion": "S3CR3T-assertion"}
    return [
        ClientCredentials("me", "S3CR3T-password", extra=extra),
        ClientCredentials("me", "S3CR3T-password", in_body=True),
        RefreshToken("S3CR3T-refresh", client_id="me", client_secret="S3CR3T-password"),
        PasswordCredentials("u", "S3CR3T-password", client_id="me", extra=extra),
    ]


def secret_of(grant: Grant) -> str:
    known = [grant.client_secret or "", SECRETS[5], *grant.extra.values()]
    known += [grant.refresh_token] if isinstance(grant, RefreshToken) else []
    known += [grant.password] if isinstance(grant, PasswordCredentials) else []
    return " and ".join(known)


def responses(
    planned: tuple[httpx2.Response | Exception, ...], grant: Grant
) -> Callable[[httpx2.Request], httpx2.Response]:
    """The answers in turn; each says what the grant holds where it says REPEATED."""
    left = list(planned)

    def handler(request: httpx2.Request) -> httpx2.Response:
        response = left.pop(0)
        if isinstance(response, Exception):
            raise type(response)(str(response).replace(REPEATED, secret_of(grant)))
        content = response.content.replace(REPEATED.encode(), secret_of(grant).encode())
        headers = {"content-type": response.headers.get("content-type", "text/plain")}
        return httpx2.Response(response.status_code, headers=headers, content=content)

    return handler


def refusal(status: int = 400) -> httpx2.Response:
    return httpx2.Response(status, json={"error": REPEATED, "error_description": REPEATED})


PLANS: list[tuple[httpx2.Response | Exception, ...]] = [
    (refusal(),),
    (refusal(503), refusal(503), refusal(503)),
    (httpx2.Response(200, json={**GOOD, "token_type": "mac"}),),
    (httpx2.Response(200, text=f"<{REPEATED}>"),),
    (httpx2.UnsupportedProtocol(REPEATED),),
    (TOKEN, httpx2.Response(403, json={"message": "S3CR3T-access"})),
    (TOKEN, httpx2.Response(200, text="no JSON")),
    (TOKEN, httpx2.UnsupportedProtocol("S3CR3T-access")),
    (httpx2.Response(200, json={**GOOD, "access_token": "S3CR3T-access\n"}),),
]


def failing(plan: Any, grant: Grant, flavour: str) -> ApiError:
    transport = httpx2.MockTransport(responses(plan, grant))
    options: Any = {
        "credentials": {"login": grant},
        "transport": transport,
        "validation": "strict",
    }
    request = Request("GET", "/x", dict[str, int])

    async def main() -> object:
        async with AsyncClient(api(), **options) as client:
            return (await client.send_raw(request)).value

    with pytest.raises(ApiError) as caught:
        if flavour == "async":
            asyncio.run(main())
        else:
            _ = SyncClient(api(), **options).send_raw(request).value
    return caught.value


@pytest.mark.parametrize("flavour", ["sync", "async"])
@pytest.mark.parametrize("which", [0, 1, 2, 3])
@pytest.mark.parametrize("plan", PLANS)
def test_errors(
    plan: Any,
    which: int,
    flavour: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from restamp_runtime import retries

    monkeypatch.setattr(retries, "FIRST_DELAY", 0.0)
    caplog.set_level(logging.DEBUG)
    grant = grants()[which]
    error = failing(plan, grant, flavour)
    texts = [
        str(error),
        repr(error),
        caplog.text,
        repr(grant),
        *(str(record.args) for record in caplog.records),
    ]
    planted = any(isinstance(step, Exception) for step in plan)
    if not planted:  # In a traceback, what httpx2 says is said by httpx2.
        texts.append("".join(traceback.format_exception(error)))
    if not hasattr(error, "content"):  # What the API itself answers is kept, whatever is in it.
        texts += [pickle.dumps(error).decode("latin-1"), str(vars(error))]
    for secret in SECRETS:
        assert not [text for text in texts if secret in text]
    assert caplog.records or planted


@pytest.mark.parametrize("grant", grants())
def test_grants_show_and_give_nothing(grant: Grant) -> None:
    for text in (repr(grant), str(grant), f"{grant}", repr({"token": grant})):
        assert not [secret for secret in SECRETS if secret in text] and "'me'" in text
    with pytest.raises(TypeError, match="holds a secret and cannot be pickled") as caught:
        pickle.dumps(grant)
    assert "S3CR3T" not in str(caught.value)
    assert copy.copy(grant) is grant and copy.deepcopy({"g": grant})["g"] is grant


def test_clients_show_nothing() -> None:
    transport = httpx2.MockTransport(responses((TOKEN, httpx2.Response(204)), grants()[0]))
    client = SyncClient(api(), credentials={"login": grants()[0]}, transport=transport)
    client.send(Request("GET", "/x", None))
    source: Any = client._settings.credentials["login"]
    shown = [repr(client), repr(client._settings), repr(source), repr(source._token)]
    assert not [text for text in shown for secret in SECRETS if secret in text]
    assert repr(source) == "<TokenSource of login>"


def test_nothing_is_sent_along_a_redirect_of_the_token_endpoint() -> None:
    seen: list[str] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(str(request.url))
        return httpx2.Response(307, headers={"Location": "https://evil.example.com/"})

    http = httpx2.Client(transport=httpx2.MockTransport(handler), follow_redirects=True)
    for scheme in (None, OpenIdConnect(f"{HOST}/discovery")):
        credentials: Any = {"login": grants()[0]}
        client = SyncClient(api(scheme), credentials=credentials, http_client=http)
        with pytest.raises(ApiError, match="returned 307"):
            client.send(Request("GET", "/x", None))
    assert seen == [f"{HOST}/token", f"{HOST}/discovery"]
