"""Which credentials go with which request, and where they come from."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest
from restamp_runtime.api import Api, ApiKey, Basic, Bearer, apply_scheme, basic
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.errors import ApiError, CredentialsError, Hidden
from restamp_runtime.grants import OAuth2
from restamp_runtime.request import Request

API = Api(
    name="my-api",
    base_url="https://api.example.com/v1",
    schemes={
        "Head": ApiKey("header", "X-API-Key"),
        "Query": ApiKey("query", "api key"),
        "Cookie": ApiKey("cookie", "session"),
        "Token": Bearer(),
        "User": Basic(),
    },
    environment={
        "Head": ("MY_API_KEY", "MY_OLD_KEY"),
        "User": ("MY_API_USERNAME", "MY_API_PASSWORD"),
    },
    arguments={"Head": ("api_key",), "User": ("username", "password")},
    security=(("Head",),),
)


class Recorder:
    def __init__(self) -> None:
        self.seen: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.seen.append(request)
        return httpx2.Response(204)


def ask(**options: Any) -> Request[None]:
    return Request("GET", "/x", None, **options)


def sent(drive: Any, request: Any, **options: Any) -> tuple[dict[str, str], str]:
    """The credentials that travelled: headers and query."""
    recorder = Recorder()
    drive(API, recorder, request, **options)
    (seen,) = recorder.seen
    names = ("x-api-key", "authorization", "cookie")
    return {n: seen.headers[n] for n in names if n in seen.headers}, seen.url.query.decode()


ALL: Any = {
    "Head": "h",
    "Query": "q/ä",
    "Cookie": "c==",
    "Token": "t",
    "User": ("user", "pass:word"),
}


@pytest.mark.parametrize(
    ("security", "headers", "query"),
    [
        (None, {"x-api-key": "h"}, ""),
        ((), {}, ""),
        (((),), {}, ""),
        ((("Query",),), {}, "api%20key=q%2F%C3%A4"),
        ((("Cookie",),), {"cookie": "session=c=="}, ""),
        ((("Token",),), {"authorization": "Bearer t"}, ""),
        ((("User",),), {"authorization": "Basic dXNlcjpwYXNzOndvcmQ="}, ""),
        ((("Head", "Token"),), {"x-api-key": "h", "authorization": "Bearer t"}, ""),
        ((("Token",), ("Head",)), {"authorization": "Bearer t"}, ""),
        ((("Unknown",), ("Head",)), {"x-api-key": "h"}, ""),
        ((("Head", "Unknown"), ("Token",)), {"authorization": "Bearer t"}, ""),
        (((), ("Head",)), {"x-api-key": "h"}, ""),
        ((("Unknown",), ()), {}, ""),
    ],
)
def test_alternatives(security: Any, headers: dict[str, str], query: str, drive: Any) -> None:
    assert sent(drive, ask(security=security), credentials=ALL) == (headers, query)


def test_they_join_the_parameters(drive: Any) -> None:
    request = ask(
        security=(("Query", "Cookie"),),
        query={"a": 1},
        cookies={"theme": "dark"},
        headers={"X-Other": "o"},
    )
    headers, query = sent(drive, request, credentials=ALL)
    assert query == "a=1&api%20key=q%2F%C3%A4"
    assert headers == {"cookie": "theme=dark; session=c=="}


@pytest.mark.parametrize(
    ("security", "message"),
    [
        (None, "api_key (or MY_API_KEY or MY_OLD_KEY in the environment)"),
        ((("Token",),), "Token"),
        ((("Token", "Cookie"),), "Token and Cookie"),
        (
            (("Token",), ("User",)),
            "Token, or username and password "
            "(or MY_API_USERNAME and MY_API_PASSWORD in the environment)",
        ),
    ],
)
def test_without_credentials_nothing_is_sent(security: Any, message: str, drive: Any) -> None:
    recorder = Recorder()
    request = ask(security=security)
    with pytest.raises(CredentialsError) as caught:
        drive(API, recorder, request, credentials={"Head": None, "Token": ""})
    assert recorder.seen == [] and caught.value.request is request
    ways = f"{message}; pass auth=False if the server accepts calls without credentials"
    assert str(caught.value) == f"GET /x needs credentials: {ways}"
    assert isinstance(caught.value, ApiError)


def test_the_environment(drive: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_OLD_KEY", "old")
    assert sent(drive, ask())[0] == {"x-api-key": "old"}
    monkeypatch.setenv("MY_API_KEY", "env")
    assert sent(drive, ask())[0] == {"x-api-key": "env"}
    assert sent(drive, ask(), credentials={"Head": "own"})[0] == {"x-api-key": "own"}
    monkeypatch.setenv("MY_API_KEY", "")
    assert sent(drive, ask())[0] == {"x-api-key": "old"}


def test_the_environment_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_API_KEY", "before")
    recorder = Recorder()
    client = SyncClient(API, transport=httpx2.MockTransport(recorder))
    monkeypatch.setenv("MY_API_KEY", "after")
    client.send(ask())
    assert recorder.seen[0].headers["x-api-key"] == "before"


@pytest.mark.parametrize(
    ("secret", "environment", "header"),
    [
        (basic("u", "p"), {}, "dTpw"),
        (basic("u", None), {}, "dTo="),
        (basic(None, "p"), {}, "OnA="),
        (basic("u", None), {"MY_API_PASSWORD": "p"}, "dTpw"),
        (basic(None, None), {"MY_API_USERNAME": "u", "MY_API_PASSWORD": "p"}, "dTpw"),
        (basic("u", ""), {}, "dTo="),
        (basic("ü", "p"), {}, "w7w6cA=="),
        (lambda: ("u", "p"), {}, "dTpw"),
    ],
)
def test_user_and_password(
    secret: Any,
    environment: dict[str, str],
    header: str,
    drive: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    request = ask(security=(("User",),))
    headers, _ = sent(drive, request, credentials={"User": secret})
    assert headers == {"authorization": f"Basic {header}"}


def test_no_user_and_no_password() -> None:
    assert basic(None, None) is None


def test_a_callable_gives_the_credential(drive: Any) -> None:
    assert sent(drive, ask(), credentials={"Head": lambda: "called"})[0] == {"x-api-key": "called"}


def test_an_awaitable_credential() -> None:
    async def key() -> str:
        await asyncio.sleep(0)
        return "awaited"

    recorder = Recorder()

    async def main() -> None:
        transport = httpx2.MockTransport(recorder)
        async with AsyncClient(API, credentials={"Head": key}, transport=transport) as client:
            await client.send(ask())

    asyncio.run(main())
    assert recorder.seen[0].headers["x-api-key"] == "awaited"
    client = SyncClient(API, credentials={"Head": key}, transport=httpx2.MockTransport(recorder))
    with pytest.raises(CredentialsError, match="asynchronous client"):
        client.send(ask())


@pytest.mark.parametrize("scheme", ["Head", "Cookie", "Token"])
@pytest.mark.parametrize("bad", ["\n", "\r\nX-Evil: 1", "\0"])
def test_credentials_that_cannot_be_sent_raise(scheme: str, bad: str, drive: Any) -> None:
    recorder = Recorder()
    secret = "s3cret" + bad
    with pytest.raises(CredentialsError, match=scheme) as caught:
        drive(API, recorder, ask(security=((scheme,),)), credentials={scheme: secret})
    assert recorder.seen == [] and "s3cret" not in str(caught.value)


def test_a_cookie_credential_stays_one_cookie(drive: Any) -> None:
    with pytest.raises(CredentialsError, match="Cookie"):
        drive(API, Recorder(), ask(security=(("Cookie",),)), credentials={"Cookie": "a; b=c"})


def test_the_callers_own_header_stands_in(drive: Any) -> None:
    options: Any = {"headers": {"x-api-key": "mine"}}
    assert sent(drive, ask(), **options)[0] == {"x-api-key": "mine"}
    assert sent(drive, ask(), credentials=ALL, **options)[0] == {"x-api-key": "mine"}
    request = ask(headers={"X-Api-Key": "argument"})
    assert sent(drive, request, credentials=ALL, **options)[0] == {"x-api-key": "argument"}


def test_no_repr_shows_them() -> None:
    client = SyncClient(API, credentials=ALL, transport=httpx2.MockTransport(Recorder()))
    for text in (repr(client), repr(client._settings), str(client)):
        assert "h" * 3 not in text and "pass:word" not in text and "q/ä" not in text
    assert repr(client) == "<SyncClient of https://api.example.com/v1>"


PREFIXED = Api(
    name="my-api",
    base_url="https://api.example.com/v1",
    schemes={"Key": ApiKey("header", "Authorization", "Token ")},
    arguments={"Key": ("api_key",)},
    security=(("Key",),),
)


@pytest.mark.parametrize(
    ("key", "whole"),
    [("abc", "Token abc"), ("Token abc", "Token abc"), ("token abc", "token abc")],
)
def test_a_key_behind_a_prefix(drive: Any, key: str, whole: str) -> None:
    recorder = Recorder()
    drive(PREFIXED, recorder, ask(), credentials={"Key": key})
    assert recorder.seen[0].headers["authorization"] == whole


def test_keys_are_secret_but_prefixes_are_not(drive: Any) -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(403, text="no Token abc-def")

    with pytest.raises(ApiError) as caught:
        drive(PREFIXED, refuse, ask(), credentials={"Key": "abc-def"})
    assert "abc-def" not in str(caught.value)


@pytest.mark.parametrize("security", [None, (("Head", "User"),), (("Token",), ("Cookie",))])
@pytest.mark.parametrize("credentials", [{}, ALL])
def test_credentials_switched_off(
    drive: Any, security: Any, credentials: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_API_KEY", "from the environment")
    options = {"credentials": credentials, "auth": False}
    assert sent(drive, ask(security=security), **options) == ({}, "")


def test_credentials_switched_off_for_some_calls() -> None:
    recorder = Recorder()
    transport = httpx2.MockTransport(recorder)
    with SyncClient(API, transport=transport, credentials={"Head": "h"}) as client:
        client.with_options(auth=False).send(ask())
        client.send(ask())
    with SyncClient(API, transport=transport, credentials={"Head": "h"}, auth=False) as client:
        client.with_options(timeout=1).send(ask())
        client.with_options(auth=True).send(ask())
    keys = [request.headers.get("x-api-key") for request in recorder.seen]
    assert keys == [None, "h", None, "h"]


@pytest.mark.parametrize(
    ("scheme", "secret", "wanted"),
    [
        (ApiKey("header", "X-Key"), ("a", "b"), "expected str, got tuple"),
        (Basic(), "a", "expected a pair of user name and password, got str"),
        (OAuth2(), ("a", "b"), r"expected a token or a grant such as Password.*, got tuple"),
    ],
)
def test_a_credential_of_the_wrong_type_names_the_expected_type(
    scheme: Any, secret: Any, wanted: str
) -> None:
    with pytest.raises(CredentialsError, match=f"the credential of s is invalid: {wanted}"):
        apply_scheme(scheme, "s", Hidden(secret))
