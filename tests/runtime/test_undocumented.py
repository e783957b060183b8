"""Calls that the document does not know, and answers left unread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from restamp_runtime.api import Api, ApiKey
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.errors import DecodeError, StatusError
from restamp_runtime.request import Request
from restamp_runtime.response import OpenResponse, Response

API = Api(
    name="x",
    base_url="https://api.example.com/v1",
    schemes={"Key": ApiKey("header", "X-Key")},
    security=(("Key",),),
)


@pytest.fixture(params=["sync", "async"])
def called(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Calls a method of a client."""

    def sync(handler: Any, method: str, *args: Any, **parts: Any) -> Any:
        transport = httpx2.MockTransport(handler)
        with SyncClient(API, transport=transport, credentials={"Key": "k"}) as client:
            return getattr(client, method)(*args, **parts)

    def asynchronous(handler: Any, method: str, *args: Any, **parts: Any) -> Any:
        async def main() -> Any:
            transport = httpx2.MockTransport(handler)
            async with AsyncClient(API, transport=transport, credentials={"Key": "k"}) as client:
                return await getattr(client, method)(*args, **parts)

        return asyncio.run(main())

    return sync if request.param == "sync" else asynchronous


def test_everything_of_a_request_goes_along(called: Any) -> None:
    seen: list[httpx2.Request] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(201, json={"ok": [1]})

    answer: Response[Any] = called(
        handler,
        "request",
        "PUT",
        "/things/{id}",
        path={"id": "a/b"},
        query={"q": ["x", "y"]},
        headers={"X-A": 1},
        body={"when": datetime(2026, 1, 2, tzinfo=UTC)},
    )
    assert answer.status == 201 and answer.value == {"ok": [1]}
    [sent] = seen
    assert str(sent.url) == "https://api.example.com/v1/things/a%2Fb?q=x&q=y"
    assert (sent.headers["x-a"], sent.headers["x-key"]) == ("1", "k")
    assert sent.content == b'{"when":"2026-01-02T00:00:00Z"}'


@pytest.mark.parametrize(
    ("kind", "content", "value"),
    [
        ("application/json", b"[1]", [1]),
        ("text/plain", b"hello", "hello"),
        ("application/octet-stream", b"\x00", b"\x00"),
        ("application/json", b"", None),
    ],
)
def test_the_value_follows_the_media_type(
    called: Any, kind: str, content: bytes, value: object
) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=content, headers={"content-type": kind})

    assert called(handler, "request", "GET", "/health").value == value


def test_the_response_may_have_a_type(called: Any) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json=["2026-01-02T00:00:00"])

    answer = called(handler, "request", "GET", "/days", response_type=list[datetime])
    assert answer.value == [datetime(2026, 1, 2)]


@pytest.mark.parametrize("path", ["https://evil.example.com/", "//evil.example.com/", "things"])
def test_credentials_go_to_the_base_url_only(called: Any, path: str) -> None:
    with pytest.raises(ValueError, match="must be a path"):
        called(lambda _: httpx2.Response(200), "request", "GET", path)


def test_failures_are_status_errors(called: Any) -> None:
    with pytest.raises(StatusError) as caught:
        called(lambda _: httpx2.Response(404, json={"message": "no"}), "request", "GET", "/x")
    assert caught.value.status == 404


def test_headers_have_types(called: Any) -> None:
    headers = {
        "X-Left": "12",
        "X-Names": "a, b",
        "X-Numbers": "1,2",
        "X-On": "true",
        "X-Until": "2026-01-02T03:04:05Z",
        "Last-Modified": "Fri, 02 Jan 2026 03:04:05 GMT",
    }
    answer = called(lambda _: httpx2.Response(200, headers=headers), "request", "GET", "/x")
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert answer.header("x-left", int) == 12
    assert answer.header("x-names", list[str]) == ["a", "b"]
    assert answer.header("x-numbers", list[int]) == [1, 2]
    assert answer.header("x-left", list[int]) == [12]
    assert answer.header("x-on", bool) is True
    assert answer.header("x-until", datetime) == moment
    assert answer.header("last-modified", datetime) == moment
    assert answer.header("x-none", int) is None
    with pytest.raises(DecodeError, match="X-Names"):
        answer.header("X-Names", int)


class Closing(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    def __init__(self) -> None:
        self.is_closed = False

    def __iter__(self) -> Any:
        yield b"never read"

    async def __aiter__(self) -> Any:
        yield b"never read"

    def close(self) -> None:
        self.is_closed = True

    async def aclose(self) -> None:
        self.is_closed = True


def test_a_success_may_be_left_unread_and_failures_are_not(called: Any) -> None:
    good, bad = Closing(), Closing()
    call: Request[bytes] = Request("GET", "/x", bytes)
    opened = called(lambda _: httpx2.Response(200, stream=good), "send_open", call)
    assert isinstance(opened, OpenResponse)
    assert opened.status == 200 and not good.is_closed
    with pytest.raises(StatusError):
        called(lambda _: httpx2.Response(404, stream=bad), "send_open", call)
    assert bad.is_closed
