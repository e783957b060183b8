"""Streams that are answered with something else, which breaks off or comes late."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx2
import pytest
from restamp_runtime import streams
from restamp_runtime.api import Api
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.errors import ApiError, DecodeError, TimeoutError, TransportError
from restamp_runtime.stream_requests import Items, StreamRequest
from restamp_runtime.streams import AsyncStream, Stream

API = Api(name="x", base_url="https://api.example.com")
JSON = {"content-type": "application/json"}


class Failing(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that ends with an error."""

    def __init__(self, *parts: bytes, error: Exception) -> None:
        self._parts, self._error = parts, error

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts
        raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            yield part
        raise self._error


@pytest.fixture(params=["sync", "async"])
def first_item(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """The first item of a stream that a response is."""

    def sync(response: httpx2.Response, call: Any) -> Any:
        transport = httpx2.MockTransport(lambda _: response)
        with SyncClient(API, transport=transport) as client, Stream(client, call) as stream:
            return next(stream)

    def asynchronous(response: httpx2.Response, call: Any) -> Any:
        async def main() -> Any:
            transport = httpx2.MockTransport(lambda _: response)
            client = AsyncClient(API, transport=transport)
            async with client, AsyncStream(client, call) as stream:
                return await anext(stream)

        return asyncio.run(main())

    return sync if request.param == "sync" else asynchronous


CALL: StreamRequest[int] = StreamRequest("GET", "/x", Items(int, "text/event-stream"))


@pytest.mark.parametrize(
    ("parts", "error", "kind"),
    [
        ((), httpx2.RemoteProtocolError("cut off"), TransportError),
        ((), httpx2.ReadTimeout("late"), TimeoutError),
        ((), httpx2.ReadError("reset"), TransportError),
        ((b"",), httpx2.ReadTimeout("late"), TimeoutError),
    ],
)
def test_another_response_that_breaks_off(
    parts: tuple[bytes, ...], error: Exception, kind: type[ApiError], first_item: Any
) -> None:
    response = httpx2.Response(200, headers=JSON, stream=Failing(*parts, error=error))
    with pytest.raises(kind, match="GET /x received no response") as caught:
        first_item(response, CALL)
    assert caught.value.__cause__ is error and response.is_closed


def test_a_reconnection_with_invalid_gzip(first_item: Any) -> None:
    headers = JSON | {"content-encoding": "gzip"}
    response = httpx2.Response(200, headers=headers, stream=httpx2.ByteStream(b"no gzip"))
    with pytest.raises(DecodeError, match="Content-Encoding"):
        first_item(response, CALL)


def test_another_response_that_is_whole(first_item: Any) -> None:
    stream = Failing(b'{"oh": 1}', error=httpx2.ReadError("not read any more"))
    with pytest.raises(DecodeError, match="application/json, which is not a stream") as caught:
        first_item(httpx2.Response(200, headers=JSON, stream=stream), CALL)
    assert caught.value.content == b'{"oh": 1}'


def test_a_broken_item_keeps_the_others(first_item: Any) -> None:
    events = b'data: "one"\n\ndata: 2\n\n'
    headers = {"content-type": "text/event-stream"}
    assert first_item(httpx2.Response(200, headers=headers, content=events), CALL) == "one"


@pytest.mark.parametrize("flavour", ["sync", "async"])
def test_a_connection_of_another_format_keeps_the_last_id(
    flavour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind a proxy, one of several servers may send lines where the others send events."""
    formats = [
        ("text/event-stream", b"id: 7\nretry: 5\ndata: 1\n\n"),
        ("application/jsonl", b"2\n"),
        ("application/json-seq", b"\x1e3\n"),
        ("text/event-stream", b"data: 4\n\n"),
    ]
    last_ids: list[str | None] = []
    slept: list[float] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        last_ids.append(request.headers.get("last-event-id"))
        if len(last_ids) > len(formats):
            return httpx2.Response(204)
        media_type, content = formats[len(last_ids) - 1]
        return httpx2.Response(200, headers={"content-type": media_type}, content=content)

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(streams, "sleep", slept.append)
    monkeypatch.setattr(streams, "async_sleep", sleep)
    transport = httpx2.MockTransport(handler)

    async def main() -> list[int]:
        client = AsyncClient(API, transport=transport)
        async with client, AsyncStream(client, CALL) as stream:
            return [item async for item in stream.reconnecting()]

    if flavour == "sync":
        with SyncClient(API, transport=transport) as client, Stream(client, CALL) as stream:
            items = list(stream.reconnecting())
    else:
        items = asyncio.run(main())
    assert items == [1, 2, 3, 4]
    assert last_ids == [None, "7", "7", "7", "7"] and slept == [0.005] * 4
