"""Every field of a request, along every path that copies it: to the wire, and against the deadline."""

from __future__ import annotations

import ast
import asyncio
import inspect
import pickle
from collections.abc import AsyncIterator, Callable, Iterator
from copy import copy
from typing import Any

import httpx2
import pytest
from restamp_runtime import request as request_module
from restamp_runtime.api import Api, ApiKey, Bearer
from restamp_runtime.calls import AsyncResource, Resource, async_call, call
from restamp_runtime.errors import StatusError
from restamp_runtime.next_pages import page
from restamp_runtime.paged import Body, PagedRequest, Pages, Query
from restamp_runtime.request import Request, Undocumented
from restamp_runtime.stream_requests import Items, StreamableRequest, StreamRequest

from .clients import AsyncClient, SyncClient

API = Api(
    name="x",
    base_url="https://api.example.com",
    schemes={"Token": Bearer(), "Key": ApiKey("header", "X-Key")},
    arguments={"Token": ("token",), "Key": ("key",)},
    security=(("Token",),),
)
PARTS: dict[str, Any] = {
    "path": {"id": "a"},
    "query": {"q": "1"},
    "headers": {"X-Own": "h"},
    "cookies": {"own": "c"},
    "body": {"n": 1},
    "accept": "application/json",
    "other_media_types": ("text/csv",),
    "errors": {409: dict[str, str]},
    "security": (("Key",),),
    "idempotent": True,
    "idempotency_key": "Idempotency-Key",
    "base_url": "https://other.example.com/base",
}
"""A value for every field, none of which is its default."""
OPTIONS: Any = {
    "credentials": {"Token": "t", "Key": "k"},
    "deadline": 5.0,
    "timeout": 60.0,
}
EVENTS = Items(dict[str, int], "text/event-stream", in_body=True)
STYLES: dict[str, tuple[Pages, object, dict[str, str]]] = {
    "offset": (Pages("offset", "items", Query("q")), {"items": [1]}, {}),
    "page": (Pages("page", "items", Query("q")), {"items": [1]}, {}),
    "cursor": (Pages("cursor", "items", Query("q"), next="next"), {"items": [1], "next": "z"}, {}),
    "body": (Pages("cursor", "items", Body("n"), next="next"), {"items": [1], "next": "z"}, {}),
    "url": (Pages("url", "items", next="next"), {"items": [1], "next": "?q=2"}, {}),
    "link": (Pages("link", "items"), {"items": [1]}, {"link": '<?q=2>; rel="next"'}),
}


def declared_parts() -> set[str]:
    """The keyword arguments of a request; the class that declares them exists for type checkers only."""
    tree = ast.parse(inspect.getsource(request_module))
    (parts,) = (
        node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == "Parts"
    )
    return {
        statement.target.id
        for statement in parts.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    }


def test_parts_are_all_fields() -> None:
    """A new field of a request needs a value here, so that the tests below are about it, too."""
    assert PARTS.keys() == declared_parts()
    plain, full = Request("POST", "/things/{id}", None), Request(
        "POST", "/things/{id}", None, **PARTS
    )
    same = {name for name, value in vars(full).items() if vars(plain)[name] == value}
    assert same == {"method", "path", "response_type", "accept"}


def changed(new: Request[Any], old: Request[Any]) -> set[str]:
    """The fields of a copy that are not those of the original."""
    assert new is not old
    before = vars(old)
    return {name for name, value in vars(new).items() if before.get(name, ...) != value}


@pytest.mark.parametrize("style", STYLES)
def test_the_next_page_keeps_every_field(style: str) -> None:
    pages, value, headers = STYLES[style]
    request: Any = PagedRequest("POST", "/things/{id}", dict[str, Any], pages=pages, **PARTS)
    following = page(request, value, headers).next
    assert following is not None
    moves = {"url": {"target"}, "link": {"target"}, "body": {"body", "items_before"}}
    assert changed(following, request) == moves.get(style, {"query", "items_before"})
    assert pickle.loads(pickle.dumps(copy(request))) == request


def test_a_stream_keeps_every_field() -> None:
    request: Any = StreamableRequest("POST", "/things/{id}", int, EVENTS, **PARTS)
    streamed = request.streamed()
    assert isinstance(streamed, StreamRequest)
    assert changed(streamed, request) == {"response_type", "accept", "body"}
    assert (streamed.accept, streamed.body) == ("text/event-stream", {"n": 1, "stream": True})


def test_a_stream_that_the_header_asks_for_keeps_the_body() -> None:
    items = Items(dict[str, int], "text/event-stream")
    request: Any = StreamableRequest("POST", "/things/{id}", int, items, **PARTS)
    assert changed(request.streamed(), request) == {"response_type", "accept"}


def test_another_representation_keeps_every_field() -> None:
    def endpoint() -> Request[int]:
        return Request("POST", "/things/{id}", int, **PARTS)

    class Things(Resource):
        get = call(endpoint)

    with SyncClient(API, **OPTIONS) as client:
        other = Things(client).get.accepting("text/csv").request()
    assert changed(other, endpoint()) == {"accept", "response_type"}
    assert (other.accept, other.response_type) == ("text/csv", Undocumented)


class Broken(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """An event, and then nothing more of the connection."""

    def __iter__(self) -> Iterator[bytes]:
        yield b"id: 7\nretry: 0\ndata: {}\n\n"
        raise httpx2.ReadError("lost")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


class Server:
    """Fails the first request for each page, answers the second; loses a stream after an event."""

    def __init__(self) -> None:
        self.seen: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.seen.append(request)
        if len(self.seen) % 2:
            return httpx2.Response(503)
        if "event-stream" in request.headers["accept"]:
            return httpx2.Response(
                200, stream=Broken(), headers={"content-type": "text/event-stream"}
            )
        return httpx2.Response(200, json={"items": [1], "next": "z"})


def plain() -> Request[Any]:
    return Request("POST", "/things/{id}", dict[str, Any], **PARTS)


def paged() -> PagedRequest[Any, Any]:
    pages = Pages("cursor", "items", Body("position"), next="next")
    return PagedRequest("POST", "/things/{id}", dict[str, Any], pages=pages, **PARTS)


def stream() -> StreamRequest[Any]:
    parts = PARTS | {"accept": "text/event-stream"}
    return StreamRequest("POST", "/things/{id}", EVENTS, **parts)


def streamable() -> StreamableRequest[Any, Any]:
    return StreamableRequest("POST", "/things/{id}", int, EVENTS, **PARTS)


class Things(Resource):
    get = call(plain)


class AsyncThings(AsyncResource):
    get = async_call(plain)


def downloaded(client: SyncClient) -> None:
    with Things(client).get.stream() as body:
        body.read()


def two_items(client: SyncClient) -> None:
    assert [*client.send_items(paged()).limit(2)] == [1, 1]


def two_events(request: Callable[[], Any]) -> Callable[[SyncClient], None]:
    def run(client: SyncClient) -> None:
        with client.send_stream(request()) as items:
            assert [next(items.reconnecting(2)), next(items)] == [{}, {}]

    return run


PATHS: dict[str, Callable[[SyncClient], Any]] = {
    "send": lambda client: client.send(plain()),
    "raw": lambda client: client.send_raw(plain()),
    "call": lambda client: Things(client).get(),
    "accepting": lambda client: Things(client).get.accepting("application/json")(),
    "with options": lambda client: client.with_options(max_retries=1).send(plain()),
    "download": downloaded,
    "pages": two_items,
    "stream": two_events(stream),
    "streamable": two_events(streamable),
}


async def async_downloaded(client: AsyncClient) -> None:
    async with AsyncThings(client).get.stream() as body:
        await body.read()


async def async_two_items(client: AsyncClient) -> None:
    assert [item async for item in client.send_items(paged()).limit(2)] == [1, 1]


async def async_two_events(client: AsyncClient) -> None:
    async with client.send_stream(streamable()) as items:
        items = items.reconnecting(2)
        assert [await anext(items), await anext(items)] == [{}, {}]


ASYNC_PATHS: dict[str, Callable[[AsyncClient], Any]] = {
    "send": lambda client: client.send(plain()),
    "raw": lambda client: client.send_raw(plain()),
    "accepting": lambda client: AsyncThings(client).get.accepting("application/json")(),
    "download": async_downloaded,
    "pages": async_two_items,
    "streamable": async_two_events,
}


def check_wire(seen: list[httpx2.Request], name: str) -> None:
    """Every request has every field; a retry has the key of its first attempt."""
    assert len(seen) == (4 if name in ("pages", "stream", "streamable") else 2), "retried"
    for request in seen:
        assert request.method == "POST"
        assert str(request.url) == "https://other.example.com/base/things/a?q=1"
        assert request.headers["x-own"] == "h"
        assert "own=c" in request.headers["cookie"]
        assert request.headers["x-key"] == "k" and "authorization" not in request.headers
        assert b'"n":1' in request.content
        expected = "text/event-stream" if "stream" in name else "application/json"
        assert request.headers["accept"] == expected
        assert request.headers["idempotency-key"]
        assert 0 < request.extensions["timeout"]["read"] <= 5, "within the deadline"
    first, second = (request.headers["idempotency-key"] for request in seen[:2])
    assert first == second


@pytest.mark.parametrize("name", PATHS)
def test_every_field_is_sent(name: str) -> None:
    server = Server()
    with SyncClient(API, transport=httpx2.MockTransport(server), **OPTIONS) as client:
        PATHS[name](client)
    check_wire(server.seen, name)


@pytest.mark.parametrize("name", ASYNC_PATHS)
def test_every_field_travels_asynchronously(name: str) -> None:
    server = Server()

    async def main() -> None:
        transport = httpx2.MockTransport(server)
        async with AsyncClient(API, transport=transport, **OPTIONS) as client:
            await ASYNC_PATHS[name](client)

    asyncio.run(main())
    check_wire(server.seen, name)


@pytest.mark.parametrize("name", PATHS)
def test_what_must_not_be_repeated_is_not(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `idempotent`, no path sends a POST again that may have been carried out."""
    monkeypatch.setitem(PARTS, "idempotent", False)
    monkeypatch.setitem(PARTS, "idempotency_key", None)
    server = Server()
    transport = httpx2.MockTransport(server)
    with SyncClient(API, transport=transport, **OPTIONS) as client, pytest.raises(StatusError):
        PATHS[name](client)
    assert len(server.seen) == 1


@pytest.mark.parametrize("name", PATHS)
def test_documented_errors_are_decoded(name: str) -> None:
    def conflict(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(409, json={"why": "taken"})

    transport = httpx2.MockTransport(conflict)
    with (
        SyncClient(API, transport=transport, **OPTIONS) as client,
        pytest.raises(StatusError) as caught,
    ):
        PATHS[name](client)
    assert caught.value.error == {"why": "taken"}
