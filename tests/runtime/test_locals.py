"""What error reporters send: the local variables of all frames. No credential is among them."""

from __future__ import annotations

import asyncio
import dataclasses
import socket
from base64 import b64encode
from collections.abc import Iterator
from types import FrameType
from typing import Any

import httpx2
import pytest
from restamp_runtime.api import Api, ApiKey, Basic
from restamp_runtime.errors import ApiError
from restamp_runtime.grants import ClientCredentials, OAuth2, PasswordCredentials, RefreshToken
from restamp_runtime.hooks import Hooks
from restamp_runtime.model import Model
from restamp_runtime.request import Request
from restamp_runtime.stream_requests import Items, StreamRequest

from .clients import AsyncClient, SyncClient
from .raw import Raw, raw, response

SECRET = "s3cret"
OWN_HEADERS = {"X-Own": f"{SECRET}-own"}
API = Api(
    name="x",
    base_url="https://api.example.com",
    schemes={
        "Head": ApiKey("header", "X-Key", "Key "),
        "Query": ApiKey("query", "key"),
        "Cookie": ApiKey("cookie", "session"),
        "User": Basic(),
    },
    security=(("Head", "Query", "Cookie", "User"),),
)
CREDENTIALS: Any = {
    "Head": f"{SECRET}-head",
    "Query": lambda: f"{SECRET}-query",
    "Cookie": f"{SECRET}-cookie",
    "User": ("me", f"{SECRET}-user"),
}


class Pet(Model):
    name: str


GET = Request("GET", "/x", Pet, headers={"X-Token": f"{SECRET}-parameter"})


def frames(error: BaseException) -> Iterator[FrameType]:
    """Of the error, and of all that it came from; not those of this file."""
    seen: set[int] = set()
    left: list[BaseException | None] = [error]
    while left:
        one = left.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        left += [one.__cause__, one.__context__]
        trace = one.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename != __file__:
                yield trace.tb_frame
            trace = trace.tb_next


def shown(value: object, depth: int = 0) -> Iterator[str]:
    """As reporters write it: collections by their items, everything else by its repr."""
    yield repr(value)
    if isinstance(value, (bytes, bytearray)):
        yield bytes(value).decode("latin-1")
    if depth < 5 and isinstance(value, dict):
        for key, member in value.items():
            yield from shown(key, depth + 1)
            yield from shown(member, depth + 1)
    elif depth < 5 and isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from shown(item, depth + 1)


def leaks(error: BaseException, secret: str = SECRET) -> list[str]:
    return [
        f"{frame.f_code.co_qualname}: {name}"
        for frame in frames(error)
        for name, value in frame.f_locals.items()
        if any(secret in text for text in shown(value))
    ]


def walked(value: Any, depth: int = 0) -> Iterator[str]:
    """As reporters write it that serialise objects: their attributes, to a depth of three.

    Not those of httpx2's own requests and responses, which have the headers that are sent.
    """
    yield from shown(value)
    if depth < 3 and not isinstance(value, (httpx2.Request, httpx2.Response)):
        members = dict(getattr(value, "__dict__", {})) if not isinstance(value, type) else {}
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = dataclasses.fields(value)
            members |= {f.name: getattr(value, f.name) for f in fields if hasattr(value, f.name)}
        parts = list(members.values())
        if isinstance(value, dict):
            parts += value.values()
        elif isinstance(value, (list, tuple, set, frozenset)):
            parts += value
        for part in parts:
            yield from walked(part, depth + 1)


def send(way: str, api: Api, request: Request[Any], **options: Any) -> None:
    options = {"credentials": CREDENTIALS, "headers": OWN_HEADERS, "max_retries": 0, **options}
    if way == "sync":
        with SyncClient(api, **options) as client:
            if isinstance(request, StreamRequest):
                with client.send_stream(request) as stream:
                    next(stream)
            client.send(request)
        return

    async def main() -> None:
        async with AsyncClient(api, **options) as client:
            if isinstance(request, StreamRequest):
                async with client.send_stream(request) as stream:
                    await anext(stream)
            await client.send(request)

    asyncio.run(main())


def answers(*responses: httpx2.Response | Exception) -> httpx2.MockTransport:
    left = list(responses)

    def handler(request: httpx2.Request) -> httpx2.Response:
        one = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(one, Exception):
            raise one
        if not hasattr(one, "_content"):
            return one
        return httpx2.Response(one.status_code, headers=one.headers, content=one.content)

    return httpx2.MockTransport(handler)


def refused(_: object) -> None:
    raise LookupError("no")


ELSEWHERE = f"https://other.example.com/y?key={SECRET}-query"
WAYS: dict[str, tuple[Any, dict[str, Any]]] = {
    "connection": (lambda: answers(httpx2.ConnectError("no")), {}),
    "connection, again": (lambda: answers(httpx2.ReadError("no")), {"max_retries": 2}),
    "status": (lambda: answers(httpx2.Response(404, json={"message": "no"})), {}),
    "status, again": (lambda: answers(httpx2.Response(503)), {"max_retries": 2}),
    "decode": (lambda: answers(httpx2.Response(200, json={"n": 1})), {"validation": "strict"}),
    "encoding": (
        lambda: answers(
            httpx2.Response(
                200, headers={"content-encoding": "gzip"}, stream=httpx2.ByteStream(b"no")
            )
        ),
        {},
    ),
    "too long": (lambda: answers(httpx2.Response(200, json={})), {"max_response_bytes": 1}),
    "redirect to nowhere": (
        lambda: answers(httpx2.Response(302, headers={"location": f"ftp://x/?key={SECRET}-query"})),
        {},
    ),
    "redirect to no URL": (
        lambda: answers(httpx2.Response(302, headers={"location": "https://[::1?" + SECRET})),
        {},
    ),
    "redirects for ever": (
        lambda: answers(httpx2.Response(302, headers={"location": f"/x?key={SECRET}-query"})),
        {},
    ),
    "redirect elsewhere": (
        lambda: answers(
            httpx2.Response(307, headers={"location": ELSEWHERE}), httpx2.ReadTimeout("late")
        ),
        {},
    ),
    "on_request": (
        lambda: answers(httpx2.Response(204)),
        {"hooks": Hooks(on_request=lambda request: refused(request))},
    ),
    "on_response": (
        lambda: answers(httpx2.Response(204)),
        {"hooks": Hooks(on_response=lambda response: refused(response))},
    ),
    "a transport of the caller's": (lambda: answers(LookupError("no")), {}),
    "no credential": (lambda: answers(httpx2.Response(204)), {"credentials": {"Head": SECRET}}),
    "a bad credential": (
        lambda: answers(httpx2.Response(204)),
        {"credentials": {**CREDENTIALS, "Head": f"{SECRET}\n"}},
    ),
    "a surrogate in a credential": (
        lambda: answers(httpx2.Response(204)),
        {"credentials": {**CREDENTIALS, "User": ("me", f"{SECRET}\ud800")}},
    ),
    "a bad header": (lambda: answers(httpx2.Response(204)), {"headers": {"X-Bad": f"{SECRET}\n"}}),
}


@pytest.mark.parametrize("io", ["sync", "async"])
@pytest.mark.parametrize("name", WAYS)
def test_no_frame_shows_a_credential(name: str, io: str) -> None:
    transport, options = WAYS[name]
    with pytest.raises((ApiError, LookupError, ValueError)) as caught:
        send(io, API, GET, transport=transport(), **options)
    assert leaks(caught.value) == []


@pytest.mark.parametrize("io", ["sync", "async"])
@pytest.mark.parametrize("outcome", ["connection", "status", "decode"])
@pytest.mark.parametrize("name", ["Head", "Query", "Cookie", "User"])
def test_nor_do_the_attributes_of_what_frames_show(name: str, outcome: str, io: str) -> None:
    make, options = WAYS[outcome]
    secret = f"{SECRET}-{name.lower()}"
    api = API._replace(security=((name,),))
    credentials = {name: ("me", secret) if name == "User" else secret}
    with pytest.raises(ApiError) as caught:
        request = Request("GET", "/x", Pet)
        send(io, api, request, transport=make(), **options, credentials=credentials, headers={})
    encoded = b64encode(f"me:{secret}".encode()).decode()
    assert [
        f"{frame.f_code.co_qualname}: {local}"
        for frame in frames(caught.value)
        for local, value in frame.f_locals.items()
        if any(secret in text or encoded in text for text in walked(value))
    ] == []


@pytest.mark.parametrize("io", ["sync", "async"])
@pytest.mark.parametrize("way", ["cut", "silent", "no HTTP", "nobody", "stream"])
def test_nor_on_real_connections(way: str, io: str) -> None:
    def script(server: Raw, connection: socket.socket) -> None:
        server.read(connection)
        if way == "silent":
            server.stopped.wait(60)
        if way == "no HTTP":
            connection.sendall(b"hello\r\n\r\n")
        if way == "stream":
            head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
            connection.sendall(head + b"content-length: 99\r\n\r\ndata: 1\n\n")

    call = (
        StreamRequest[int]("GET", "/x", Items(int, "text/event-stream")) if way == "stream" else GET
    )
    with raw(script) as server:
        url = "http://127.0.0.1:1" if way == "nobody" else server.url
        with pytest.raises(ApiError) as caught:
            send(io, API, call, base_url=url, timeout=0.3 if way == "silent" else 60)
    assert leaks(caught.value) == []


GRANTS: dict[str, Any] = {
    "client": lambda: ClientCredentials("me", f"{SECRET}-client"),
    "client, in the body": lambda: ClientCredentials("me", f"{SECRET}-client", in_body=True),
    "password": lambda: PasswordCredentials("me", f"{SECRET}-password"),
    "refresh": lambda: RefreshToken(f"{SECRET}-refresh", client_id="me"),
    "told": lambda: RefreshToken("r", client_id="me", on_refresh=lambda token: refused(token)),
}
TOKEN = {"access_token": f"{SECRET}-token", "refresh_token": f"{SECRET}-new"}
TOKENS: dict[str, Any] = {
    "refused": httpx2.Response(400, json={"error": "invalid_grant", **TOKEN}),
    "no token": httpx2.Response(200, json={"refresh_token": f"{SECRET}-new"}),
    "another type": httpx2.Response(200, json={**TOKEN, "token_type": "mac"}),
    "not reached": httpx2.ConnectError("no"),
    "late": httpx2.ReadTimeout("late"),
    "then refused": httpx2.Response(200, json=TOKEN),
}


@pytest.mark.parametrize("io", ["sync", "async"])
@pytest.mark.parametrize("outcome", TOKENS)
@pytest.mark.parametrize("grant", GRANTS)
def test_nor_where_a_token_is_fetched(grant: str, outcome: str, io: str) -> None:
    api = Api(
        name="x",
        base_url="https://api.example.com",
        schemes={"login": OAuth2(token_url="token")},
        security=(("login",),),
    )
    transport = answers(TOKENS[outcome], httpx2.Response(403))
    with pytest.raises((ApiError, LookupError)) as caught:
        send(io, api, GET, transport=transport, credentials={"login": GRANTS[grant]()})
    assert leaks(caught.value) == []


def test_nor_where_the_token_comes_in_pieces() -> None:
    def script(server: Raw, connection: socket.socket) -> None:
        server.read(connection)
        connection.sendall(response(b'{"access_token": "s3cret-')[:-1])

    with raw(script) as server:
        api = Api(
            name="x",
            base_url=server.url,
            schemes={"login": OAuth2(token_url="token")},
            security=(("login",),),
        )
        for io in ("sync", "async"):
            with pytest.raises(ApiError) as caught:
                send(io, api, GET, credentials={"login": GRANTS["client"]()})
            assert leaks(caught.value) == []


OPTIONS: dict[str, dict[str, Any]] = {
    "deadline": {"deadline": 0},
    "max_retries": {"max_retries": -1},
    "timeout": {"timeout": "soon"},
    "no URL": {"base_url": f"//me:{SECRET}-url@x"},
    "a URL with a password": {"base_url": f"https://me:{SECRET}-url@x"},
    "a part of a URL": {"base_url": f"me:{SECRET}-url@x"},
    "headers": {"extra_headers": 1},
    "validation": {"validation": "lax"},
}
EXTRA = {"extra_headers": OWN_HEADERS, "extra_query": {"key": f"{SECRET}-query"}}


@pytest.mark.parametrize("kind", [SyncClient, AsyncClient])
@pytest.mark.parametrize("name", OPTIONS)
def test_nor_where_an_option_makes_no_sense(name: str, kind: type[Any]) -> None:
    options = {**OPTIONS[name]}
    client = kind(API, credentials=CREDENTIALS)
    with pytest.raises((ValueError, TypeError)) as caught:
        client.with_options(**{**EXTRA, **options})
    assert (leaks(caught.value), SECRET in str(caught.value)) == ([], False)
    if "extra_headers" in options:
        options = {"headers": options["extra_headers"]}
    with pytest.raises((ValueError, TypeError)) as caught:
        kind(API, **{"credentials": CREDENTIALS, "headers": OWN_HEADERS, **options})
    assert (leaks(caught.value), SECRET in str(caught.value)) == ([], False)


@pytest.mark.parametrize("kind", [SyncClient, AsyncClient])
@pytest.mark.parametrize("extra", [lambda: ClientCredentials("me", SECRET), lambda: 5])
def test_nor_where_a_credential_is_of_another_kind(
    extra: Any, kind: type[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    api = Api(
        name="x",
        base_url="https://api.example.com",
        schemes={"Cookie": ApiKey("cookie", "session"), "User": Basic()},
        environment={"User": ("X_USER", "X_PASSWORD")},
    )
    monkeypatch.setenv("X_PASSWORD", f"{SECRET}-variable")
    name = "Cookie" if isinstance(extra(), ClientCredentials) else "User"
    with pytest.raises((ValueError, TypeError)) as caught:
        kind(api, credentials={**CREDENTIALS, name: extra()}, headers=OWN_HEADERS)
    assert leaks(caught.value) == []


@pytest.mark.parametrize("io", ["sync", "async"])
def test_nor_where_a_request_is_refused(io: str) -> None:
    for path, parts in (("https://x/", {}), ("/x", {"colour": 1})):
        with pytest.raises((ValueError, TypeError)) as caught:
            if io == "sync":
                SyncClient(API).request("GET", path, headers=OWN_HEADERS, **parts)
            else:
                asyncio.run(AsyncClient(API).request("GET", path, headers=OWN_HEADERS, **parts))
        assert leaks(caught.value) == []


def test_the_query_of_a_request_is_not_shown() -> None:
    seen: list[str] = []
    hooks = Hooks(on_request=lambda request: seen.append(repr(request)))
    send(
        "sync",
        API,
        Request("GET", "/x", None),
        transport=answers(httpx2.Response(204)),
        hooks=hooks,
    )
    assert seen == ["<Request('GET', 'https://api.example.com/x')>"]
