"""A server of streams and files on loopback, and one way to write what both clients do."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from restamp_runtime.api import Api
from restamp_runtime.downloads import AsyncDownload, Download
from restamp_runtime.stream_requests import Items, StreamRequest
from restamp_runtime.streams import AsyncStream, Stream
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from ..behaviour.servers.loopback import serving
from .clients import AsyncClient, SyncClient

SSE = "text/event-stream"
END = object()


@dataclass
class Played:
    """What the server saw."""

    url: str = ""
    gone: threading.Event = field(default_factory=threading.Event)
    """Set when a client leaves before the end."""
    last_ids: list[str | None] = field(default_factory=list)
    """The header Last-Event-ID of every connection."""
    bodies: list[tuple[str | None, Any]] = field(default_factory=list)
    """The header Accept and the body of every post."""


@contextmanager
def played() -> Iterator[Played]:
    """The server, while it runs."""
    state = Played()
    with serving(_app(state)) as url:
        state.url = url
        yield state


def _app(state: Played) -> Starlette:
    async def endless(request: Request) -> Response:
        async def events() -> AsyncIterator[bytes]:
            try:
                number = 0
                while True:
                    yield f"data: {number}\n\n".encode()
                    number += 1
                    await asyncio.sleep(0.002)
            finally:
                state.gone.set()

        return StreamingResponse(events(), media_type=SSE)

    async def silent(request: Request) -> Response:
        """One event, and then nothing until the client leaves."""

        async def events() -> AsyncIterator[bytes]:
            yield b"data: 0\n\n"
            await asyncio.Event().wait()

        return StreamingResponse(events(), media_type=SSE)

    async def resumable(request: Request) -> Response:
        """Three events a connection: from 1 to 9, then no more; `how` each but the last ends."""
        last = request.headers.get("last-event-id")
        state.last_ids.append(last)
        start = int(last or 0)
        if start >= 9:
            return Response(status_code=204)

        async def events() -> AsyncIterator[bytes]:
            yield b"retry: 20\n\n"
            for number in range(start + 1, start + 4):
                yield f"id: {number}\ndata: {number}\n\n".encode()
            yield b"id: 99\ndata: lost\n"
            if request.query_params["how"] == "dies":
                raise ConnectionResetError

        return StreamingResponse(events(), media_type=SSE)

    async def dies(request: Request) -> Response:
        state.last_ids.append(request.headers.get("last-event-id"))

        async def events() -> AsyncIterator[bytes]:
            yield b"".join(b"data: 1\n\n" for _ in range(int(request.query_params["after"])))
            raise ConnectionResetError

        return StreamingResponse(events(), media_type=SSE)

    async def sent(request: Request) -> Response:
        """The body of the request, cut into pieces, as the type that the query says."""
        body = await request.body()
        size = int(request.query_params.get("size", "7"))

        async def pieces() -> AsyncIterator[bytes]:
            for start in range(0, len(body), size):
                yield body[start : start + size]
                await asyncio.sleep(0)

        return StreamingResponse(pieces(), media_type=request.query_params["type"])

    async def many(request: Request) -> Response:
        async def events() -> AsyncIterator[bytes]:
            for start in range(0, int(request.query_params["count"]), 500):
                yield b"".join(
                    b'event: tick\nid: %d\ndata: {"id": %d, "text": "%s"}\n\n' % (n, n, b"x" * 50)
                    for n in range(start, start + 500)
                )

        return StreamingResponse(events(), media_type=SSE)

    async def file(request: Request) -> Response:
        size, stop = int(request.query_params["size"]), request.query_params.get("stop")
        block = bytes(range(256)) * 1024

        async def blocks() -> AsyncIterator[bytes]:
            left = size
            try:
                while left > 0:
                    yield block[:left]
                    left -= len(block)
                    await asyncio.sleep(0)  # Else nobody hears that the client is gone.
                    if stop and left < int(stop):
                        raise ConnectionResetError
            finally:
                if left > 0:
                    state.gone.set()

        return StreamingResponse(
            blocks(),
            headers={"content-length": str(size)},
            media_type="application/octet-stream",
        )

    async def chat(request: Request) -> Response:
        body = json.loads(await request.body())
        state.bodies.append((request.headers.get("accept"), body))
        if body.get("stream"):
            parts = b"".join(b'data: {"text": "%d"}\n\n' % n for n in range(3))
            return Response(parts + b"data: [DONE]\n\n", media_type=SSE)
        return JSONResponse({"text": "012"})

    return Starlette(
        routes=[
            Route("/endless", endless),
            Route("/silent", silent),
            Route("/resumable", resumable),
            Route("/dies", dies),
            Route("/sent", sent, methods=["POST"]),
            Route("/many", many),
            Route("/file", file),
            Route("/chat", chat, methods=["POST"]),
        ]
    )


class Flavour:
    """One of the clients; with it, each test is written once, as if it were asynchronous."""

    def __init__(self, name: str) -> None:
        self.name = name

    @asynccontextmanager
    async def client(self, url: str, **options: Any) -> AsyncIterator[Any]:
        api = Api(name="streams", base_url=url)
        if self.name == "sync":
            with SyncClient(api, **options) as client:
                yield client
        else:
            async with AsyncClient(api, **options) as client:
                yield client

    async def stream(self, client: Any, request: Any) -> Any:
        return Stream(client, request) if self.name == "sync" else AsyncStream(client, request)

    async def download(self, client: Any, request: Any) -> Any:
        if self.name == "sync":
            return Download(client, request)
        return await AsyncDownload(client, request)


async def step(source: Any) -> Any:
    """The next item, END after the last."""
    if hasattr(source, "__next__"):
        return next(source, END)
    return await anext(source, END)


async def rest(source: Any) -> list[Any]:
    """All items that are left."""
    values: list[Any] = []
    while (item := await step(source)) is not END:
        values.append(item)
    return values


async def done(value: Any) -> Any:
    """What a call gives, awaited where it has to be."""
    return await value if hasattr(value, "__await__") else value


async def close(source: Any) -> None:
    await done(source.close() if hasattr(source, "close") else source.aclose())


def connections(client: Any) -> int:
    """How many connections the pool of a client holds."""
    return len(client._pool.http._transport._pool.connections)


def watching(path: str, kind: Any, media_type: str = SSE, **how: Any) -> StreamRequest[Any]:
    path, _, query = path.partition("?")
    return StreamRequest(
        "GET",
        path,
        Items(kind, media_type, **how),
        query=dict(pair.split("=") for pair in query.split("&") if pair),
    )
