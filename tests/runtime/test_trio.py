"""What an asynchronous client does under asyncio, it does under trio."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
import trio
from restamp_runtime import retries
from restamp_runtime.api import Api
from restamp_runtime.downloads import AsyncDownload
from restamp_runtime.errors import TimeoutError, TransportError
from restamp_runtime.files import File
from restamp_runtime.grants import OAuth2, RefreshToken
from restamp_runtime.raw import Raw as RawBody
from restamp_runtime.request import Request
from restamp_runtime.stream_requests import Items, StreamRequest
from restamp_runtime.waiters import AsyncBoundWaitedCall, Waiter

from .clients import AsyncClient
from .raw import Raw, raw, response

API = Api(name="x", base_url="https://api.example.com")
GET = Request("GET", "/x", dict[str, Any])
LOGIN = {"schemes": {"login": OAuth2(token_url="token")}, "security": (("login",),)}

Run = Callable[[Callable[[], Awaitable[Any]]], Any]


@pytest.fixture(params=["asyncio", "trio"])
def run(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs an asynchronous function; pauses are real, and short."""
    import anyio

    async def short(seconds: float) -> None:
        await anyio.sleep(0.001)

    monkeypatch.setattr(retries, "async_sleep", short)
    for name in ("streams", "tokens", "waiters"):
        module = __import__(f"restamp_runtime.{name}", fromlist=["*"])
        monkeypatch.setattr(module, "async_sleep", short)
    if request.param == "trio":
        return trio.run
    return lambda function: asyncio.run(function())  # type: ignore[arg-type]


def mock(*responses: httpx2.Response) -> httpx2.MockTransport:
    left = list(responses)
    return httpx2.MockTransport(lambda _: left.pop(0))


def test_a_retry(run: Run) -> None:
    transport = mock(httpx2.Response(503), httpx2.Response(200, json={"a": 1}))

    async def main() -> Any:
        async with AsyncClient(API, transport=transport) as client:
            return await client.send(GET)

    assert run(main) == {"a": 1}


def test_a_wait(run: Run) -> None:
    transport = mock(*(httpx2.Response(200, json={"state": s}) for s in ("new", "new", "done")))
    waiter = Waiter("state", ("done",))

    async def main() -> Any:
        async with AsyncClient(API, transport=transport) as client:
            return await AsyncBoundWaitedCall(client, lambda: GET, waiter).wait()

    assert run(main) == {"state": "done"}


def test_files(run: Run, tmp_path: Path) -> None:
    """Up from the disk, and down to it, in other threads."""
    content = b"x" * 200_000
    (tmp_path / "up").write_bytes(content)
    threads: set[int] = set()

    def progress(sent: int, total: int | None) -> None:
        threads.add(threading.get_ident())

    async def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=await request.aread())

    async def main() -> None:
        async with AsyncClient(API, transport=httpx2.MockTransport(handler)) as client:
            body = File(tmp_path / "up", progress=progress)
            call = Request("PUT", "/x", bytes, body=RawBody(body, "image/png"))
            async with AsyncDownload(client, call) as download:
                await download.to_file(tmp_path / "down")

    run(main)
    assert (tmp_path / "down").read_bytes() == content and len(threads) == 1


def test_a_stream_that_reconnects(run: Run) -> None:
    events = [
        httpx2.Response(200, headers={"content-type": "text/event-stream"}, content=text)
        for text in (b"retry: 1\nid: 1\ndata: 1\n\n", b"data: 2\n\n")
    ]
    seen: list[str | None] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers.get("last-event-id"))
        return events.pop(0) if events else httpx2.Response(204)

    async def main() -> list[Any]:
        async with AsyncClient(API, transport=httpx2.MockTransport(handler)) as client:
            call = StreamRequest[int]("GET", "/x", Items(int, "text/event-stream"))
            async with client.send_stream(call) as stream:
                return [item async for item in stream.reconnecting()]

    assert run(main) == [1, 2] and seen == [None, "1", "1"]


def echo(server: Raw, connection: socket.socket) -> None:
    while True:
        path = server.path(connection)
        if path == "/token":
            connection.sendall(response(b'{"access_token": "t", "expires_in": 3600}'))
        else:
            connection.sendall(response(json.dumps({"path": path}).encode()))


def test_tokens_are_fetched_once(run: Run) -> None:
    import anyio

    with raw(echo) as server:
        credentials: Any = {"login": RefreshToken("r", client_id="me")}
        client = AsyncClient(
            Api(name="x", base_url=server.url, **LOGIN), credentials=credentials  # type: ignore[arg-type]
        )
        values: list[Any] = []

        async def one(number: int) -> None:
            values.append(await client.send(Request("GET", f"/{number}", dict[str, Any])))

        async def main() -> None:
            async with anyio.create_task_group() as group:
                for number in range(5):
                    group.start_soon(one, number)
            await client.aclose()

        run(main)
        assert sorted(item["path"] for item in values) == [f"/{n}" for n in range(5)]
        assert sum(head.startswith(b"POST /token") for head, _ in server.requests) == 1


def test_a_token_that_is_refused_is_tried_again(run: Run) -> None:
    transport = mock(
        httpx2.Response(503),
        httpx2.Response(200, json={"access_token": "t"}),
        httpx2.Response(200, json={"a": 1}),
    )
    credentials: Any = {"login": RefreshToken("r", client_id="me")}

    async def main() -> Any:
        api = Api(name="x", base_url="https://api.example.com", **LOGIN)  # type: ignore[arg-type]
        async with AsyncClient(api, transport=transport, credentials=credentials) as client:
            return await client.send(GET)

    assert run(main) == {"a": 1}


def test_the_deadline(run: Run) -> None:
    def drips(server: Raw, connection: socket.socket) -> None:
        server.read(connection)
        server.drip(connection, b"HTTP/1.1 200 OK\r\nx: a")

    with raw(drips) as server:

        async def main() -> None:
            api = Api(name="x", base_url=server.url)
            async with AsyncClient(api, deadline=0.3, timeout=600) as client:
                with pytest.raises(TimeoutError, match="the deadline of the call has passed"):
                    await client.send(GET)

        run(main)


def test_runs_one_after_another_have_their_own_connections(run: Run) -> None:
    with raw(echo) as server:
        client = AsyncClient(Api(name="x", base_url=server.url))

        async def main() -> Any:
            await client.send(GET)
            return await client.send(GET)

        for runs in (1, 2, 3):
            assert run(main) == {"path": "/x"}
            assert server.connections == runs


def test_asyncio_and_trio_may_share_a_client() -> None:
    with raw(echo) as server:
        client = AsyncClient(Api(name="x", base_url=server.url))

        async def main() -> Any:
            return await client.send(GET)

        assert asyncio.run(main()) == trio.run(main) == {"path": "/x"}
        assert server.connections == 2
        asyncio.run(client.aclose())
        with pytest.raises(RuntimeError, match="the client is closed"):
            trio.run(main)


def test_closing_reaches_a_run_of_trio_in_another_thread() -> None:
    left = threading.Event()

    def script(server: Raw, connection: socket.socket) -> None:
        try:
            echo(server, connection)
        except OSError:
            left.set()

    with raw(script) as server:
        client = AsyncClient(Api(name="x", base_url=server.url))
        connected, over = threading.Event(), threading.Event()

        async def other() -> None:
            await client.send(GET)
            connected.set()
            await trio.to_thread.run_sync(over.wait)

        thread = threading.Thread(target=trio.run, args=(other,))
        thread.start()
        try:
            assert connected.wait(60)
            asyncio.run(client.aclose())
            assert left.wait(60)
        finally:
            over.set()
            thread.join()


def test_a_connection_of_another_loop_raises(run: Run) -> None:
    async def cut() -> AsyncIterator[bytes]:
        yield b"{"
        raise httpx2.ReadError("gone")

    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, content=cut()))

    async def main() -> None:
        async with AsyncClient(API, transport=transport, max_retries=0) as client:
            with pytest.raises(TransportError, match="ReadError"):
                await client.send(GET)

    run(main)


def test_a_pause_is_one(run: Run) -> None:
    run(lambda: retries.async_sleep(0))
