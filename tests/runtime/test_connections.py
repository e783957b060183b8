"""Bytes behind a response, heads that never end, and bodies that are redirected."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from restamp_runtime.api import Api, ApiKey
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.errors import TimeoutError, TransportError
from restamp_runtime.grants import ClientCredentials, OAuth2
from restamp_runtime.raw import Raw as RawBody
from restamp_runtime.request import Request

from .raw import Raw, raw, response

GET = Request("GET", "/x", dict[str, Any])
Sender = Callable[..., list[Any]]


@pytest.fixture(params=["sync", "async"])
def send(request: pytest.FixtureRequest) -> Sender:
    """The responses to requests, one after another, from one client; `then` are options of all but the first."""

    def sync(
        api: Api, first: Request[Any], *others: Request[Any], then: Any = None, **options: Any
    ) -> list[Any]:
        with SyncClient(api, **options) as client:
            responses = [client.send(first)]
            later = client.with_options(**then) if then else client
            return responses + [later.send(one) for one in others]

    def asynchronous(
        api: Api, first: Request[Any], *others: Request[Any], then: Any = None, **options: Any
    ) -> list[Any]:
        async def main() -> list[Any]:
            async with AsyncClient(api, **options) as client:
                responses = [await client.send(first)]
                later = client.with_options(**then) if then else client
                return responses + [await later.send(one) for one in others]

        return asyncio.run(main())

    return sync if request.param == "sync" else asynchronous


def described(server: Raw, **more: Any) -> Api:
    return Api(name="x", base_url=server.url, **more)


def named(name: str) -> Request[Any]:
    return Request("GET", f"/{name}", dict[str, Any])


SMUGGLED = response(b'{"path": "smuggled"}')


@pytest.mark.parametrize(
    "first",
    [
        lambda path: response(path) + SMUGGLED,
        lambda path: response(path) + b"\r\n",
        lambda path: b"HTTP/1.1 204 No Content\r\ncontent-length: 9\r\n\r\n" + SMUGGLED,
        lambda path: (
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
            b"transfer-encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(path), path)
        )
        + SMUGGLED,
    ],
    ids=["a response", "a line end", "the body of a 204", "behind chunks"],
)
def test_bytes_behind_a_response_are_never_the_next_one(first: Any, send: Sender) -> None:
    def script(server: Raw, connection: socket.socket) -> None:
        for number in range(9):
            body = json.dumps({"path": server.path(connection)}).encode()
            is_first = number == 0 and server.connections == 1
            connection.sendall(first(body) if is_first else response(body))

    with raw(script) as server:
        _, *others = send(described(server), named("1"), named("2"), named("3"))
        assert others == [{"path": "/2"}, {"path": "/3"}]
        assert server.connections == 2


def test_a_connection_without_them_is_used_again(send: Sender) -> None:
    def script(server: Raw, connection: socket.socket) -> None:
        while server.read(connection):
            connection.sendall(response())

    with raw(script) as server:
        assert send(described(server), GET, GET, GET) == [{}, {}, {}]
        assert server.connections == 1


def test_the_token_endpoint_cannot_smuggle_either(send: Sender) -> None:
    def script(server: Raw, connection: socket.socket) -> None:
        while True:
            path = server.path(connection)
            if path == "/token":
                connection.sendall(response(b'{"access_token": "t"}') + SMUGGLED)
            else:
                connection.sendall(response(json.dumps({"path": path}).encode()))

    with raw(script) as server:
        api = described(
            server, schemes={"login": OAuth2(token_url="token")}, security=(("login",),)
        )
        credentials: Any = {"login": ClientCredentials("me", "secret")}
        assert send(api, named("1"), credentials=credentials) == [{"path": "/1"}]


HEAD = b"HTTP/1.1 200 OK\r\nx: a"


@pytest.mark.parametrize(
    "drips",
    [HEAD, b"HTTP/1.1 100 Continue\r\n\r\n", HEAD + b"\r\ncontent-length: 99999999\r\n\r\n "],
    ids=["the head", "interim responses", "the body"],
)
def test_the_deadline_ends_what_drips(drips: bytes, send: Sender) -> None:
    """Each byte comes within the timeout, which is longer than the test would take."""

    def script(server: Raw, connection: socket.socket) -> None:
        server.read(connection)
        if drips.startswith(b"HTTP/1.1 100"):
            while not server.stopped.wait(0.02):
                connection.sendall(drips)
        server.drip(connection, drips)

    with raw(script) as server:
        with pytest.raises(TimeoutError, match="received no response"):
            send(described(server), GET, deadline=0.3, timeout=600)
        assert server.connections <= 1  # The deadline is that of all attempts.


def test_the_deadline_holds_on_a_connection_that_was_used_before(send: Sender) -> None:
    def script(server: Raw, connection: socket.socket) -> None:
        server.read(connection)
        connection.sendall(response())
        server.read(connection)
        server.drip(connection, HEAD)

    with raw(script) as server:
        with pytest.raises(TimeoutError, match="received no response"):
            send(described(server), GET, GET, timeout=600, then={"deadline": 0.3})
        assert server.connections == 1


def test_the_deadline_ends_a_token_endpoint_that_drips(send: Sender) -> None:
    def script(server: Raw, connection: socket.socket) -> None:
        server.read(connection)
        server.drip(connection, HEAD)

    with raw(script) as server:
        api = described(
            server, schemes={"login": OAuth2(token_url="token")}, security=(("login",),)
        )
        credentials: Any = {"login": ClientCredentials("me", "secret")}
        with pytest.raises(TimeoutError, match="the deadline"):
            send(api, GET, credentials=credentials, deadline=0.3, timeout=600)


def test_the_deadline_ends_an_unread_body() -> None:
    """The server takes some, and then no more."""

    def script(server: Raw, connection: socket.socket) -> None:
        connection.recv(1)
        server.stopped.wait(60)

    with raw(script) as server:
        client = SyncClient(described(server), deadline=0.3, timeout=600)
        upload = Request("PUT", "/x", None, body=RawBody(b"x" * (64 << 20), "image/png"))
        with pytest.raises(TimeoutError, match="received no response"):
            client.send(upload)


@pytest.mark.parametrize(
    "options",
    [
        lambda: {"http_client": httpx2.Client()},
        lambda: {"transport": httpx2.HTTPTransport()},
    ],
)
def test_the_deadline_holds_on_connections_of_the_callers(options: Any) -> None:
    def script(server: Raw, connection: socket.socket) -> None:
        server.read(connection)
        server.drip(connection, HEAD)

    with raw(script) as server:
        client = SyncClient(described(server), deadline=0.3, timeout=600, **options())
        with pytest.raises(TimeoutError, match="received no response"):
            client.send(GET)


KEYED = {"schemes": {"key": ApiKey("header", "X-Key")}, "security": (("key",),)}


@pytest.mark.parametrize("status", ["307 Again", "308 Moved"])
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_body_is_repeated_whole_at_another_origin(status: str, method: str, send: Sender) -> None:
    def there(server: Raw, connection: socket.socket) -> None:
        server.read(connection)
        connection.sendall(response(b'{"at": "there"}'))

    with raw(there) as other:

        def here(server: Raw, connection: socket.socket) -> None:
            server.read(connection)
            connection.sendall(response(b"", status, f"location: {other.url}/z"))

        with raw(here) as server:
            api = described(server, **KEYED)
            call = Request(
                method,
                "/x",
                dict[str, Any],
                body={"id": "B"},
                headers={"Content-Encoding": "identity", "Authorization": "own-secret"},
            )
            assert send(api, call, credentials={"key": "s3cret"}) == [{"at": "there"}]
        [(head, body)] = other.requests
    assert head.startswith(method.encode() + b" /z ") and json.loads(body) == {"id": "B"}
    lowered = head.lower()
    assert b"content-type: application/json" in lowered and b"content-encoding" in lowered
    assert b"secret" not in lowered and b"s3cret" not in lowered


def chunks() -> Iterator[bytes]:
    yield b"once"


@pytest.mark.parametrize("status", ["307 Again", "308 Moved", "301 Moved"])
def test_a_stream_is_refused_before_anything_is_sent(status: str) -> None:
    with raw(lambda server, connection: None) as other:

        def here(server: Raw, connection: socket.socket) -> None:
            head, _ = server.read(connection)
            assert b"chunked" in head.lower()
            connection.sendall(response(b"", status, f"location: {other.url}/z"))

        with raw(here) as server:
            client = SyncClient(described(server))
            call = Request("PUT", "/x", None, body=RawBody(chunks(), "image/png"))
            with pytest.raises(TransportError, match="a stream cannot be redirected"):
                client.send(call)
        assert other.connections == 0
