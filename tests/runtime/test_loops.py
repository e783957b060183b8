"""One asynchronous client in several event loops: one after another, and in several threads."""

from __future__ import annotations

import asyncio
import gc
import json
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, Event, Lock, Thread
from typing import Any

import httpx2
import pytest
from restamp_runtime import streams
from restamp_runtime.api import Api
from restamp_runtime.clients import AsyncClient
from restamp_runtime.errors import TransportError
from restamp_runtime.grants import OAuth2, RefreshToken
from restamp_runtime.request import Request

from .streaming import played, watching

GET = Request("GET", "/x", dict[str, Any])
PATIENCE = 60


class Server(ThreadingHTTPServer):
    """Answers with its path; counts connections, and those that their client has left."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.opened = 0
        self.left = 0
        self.lock = Lock()
        self.changed = Event()
        self.tokens: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    def all_left(self) -> bool:
        """Whether every connection comes to its end."""
        for _ in range(PATIENCE * 10):
            with self.lock:
                if self.left == self.opened:
                    return True
            self.changed.wait(0.1)
            self.changed.clear()
        return False


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def handle(self) -> None:
        with self.server.lock:
            self.server.opened += 1
        super().handle()
        with self.server.lock:
            self.server.left += 1
        self.server.changed.set()

    def do_GET(self) -> None:
        self._answer({"path": self.path, "token": self.headers["Authorization"]})

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with self.server.lock:
            self.server.tokens.append(form)
            number = len(self.server.tokens)
        self._answer(
            {"access_token": f"t{number}", "refresh_token": f"r{number}", "expires_in": 3600}
        )

    def _answer(self, value: object) -> None:
        content = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[Server]:
    with Server() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def described(site: Server) -> Api:
    return Api(name="x", base_url=site.url)


def test_asyncio_run_may_come_again(site: Server) -> None:
    """Each run closes what it opened, though nobody has closed the client."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        client = AsyncClient(described(site), max_retries=0)

        async def main() -> Any:
            await client.send(GET)
            return (await client.with_options(timeout=60).send(GET))["path"]

        for runs in (1, 2, 3):
            assert asyncio.run(main()) == "/x"
            assert site.all_left() and site.opened == runs
        gc.collect()


def test_closing_closes_the_connections(site: Server) -> None:
    client = AsyncClient(described(site), max_retries=0)

    async def main() -> None:
        async with client:
            await client.send(GET)
        assert site.all_left() and site.opened == 1
        with pytest.raises(RuntimeError, match="closed: create a new"):
            await client.send(GET)

    asyncio.run(main())
    with pytest.raises(RuntimeError, match="closed: create a new"):
        asyncio.run(client.send(GET))


def test_a_copy_does_not_close_them(site: Server) -> None:
    client = AsyncClient(described(site), max_retries=0)

    async def main() -> None:
        async with client.with_options(timeout=60) as copy:
            await copy.send(GET)
        await client.send(GET)
        assert site.opened == 1

    for _ in range(2):
        site.opened = 0
        asyncio.run(main())


def test_each_thread_has_a_loop_of_its_own(site: Server) -> None:
    client = AsyncClient(described(site), max_retries=0)
    barrier = Barrier(8)

    async def main(number: int) -> list[str]:
        paths = [f"/{number}-{turn}" for turn in range(10)]
        requests = [Request("GET", path, dict[str, Any]) for path in paths]
        await asyncio.to_thread(barrier.wait)
        return [(await client.send(request))["path"] for request in requests]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda number: asyncio.run(main(number)), range(8)))
    assert results == [[f"/{number}-{turn}" for turn in range(10)] for number in range(8)]
    assert site.opened == 8 and site.all_left()


def test_closing_reaches_the_loops_of_other_threads(site: Server) -> None:
    client = AsyncClient(described(site), max_retries=0)
    connected, closed = Event(), Event()

    async def other() -> None:
        await client.send(GET)
        connected.set()
        await asyncio.to_thread(closed.wait)

    async def main() -> None:
        await client.send(GET)
        await asyncio.to_thread(connected.wait)
        await client.aclose()
        left = await asyncio.to_thread(site.all_left)  # while the other loop still runs
        assert left and site.opened == 2

    thread = Thread(target=lambda: asyncio.run(other()))
    thread.start()
    try:
        asyncio.run(main())
    finally:
        closed.set()
        thread.join()


def test_a_loop_that_is_closed_by_hand(site: Server) -> None:
    """Nothing tells its end to the client."""
    client = AsyncClient(described(site), max_retries=0)
    for _ in range(2):
        loop = asyncio.new_event_loop()
        assert loop.run_until_complete(client.send(GET))["path"] == "/x"
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
    assert len(client._pool._pools) == 1


def test_a_stream_in_each_loop() -> None:
    with played() as server:
        client = AsyncClient(Api(name="x", base_url=server.url), max_retries=0)

        async def main() -> int:
            async with streams.AsyncStream(client, watching("/endless", int)) as stream:
                return await anext(aiter(stream))

        first, second = asyncio.run(main()), asyncio.run(main())
        assert first == second


def refreshing(site: Server) -> AsyncClient:
    api = Api(
        name="x",
        base_url=site.url,
        schemes={"login": OAuth2(token_url="token")},
        security=(("login",),),
    )
    credentials: Any = {"login": RefreshToken("r0", client_id="me")}
    return AsyncClient(api, credentials=credentials, max_retries=0)


def test_loops_fetch_one_token_at_a_time(site: Server) -> None:
    """Each refresh token is used once, else a server that rotates them takes it for a theft."""
    client = refreshing(site)
    barrier = Barrier(8)

    async def main() -> None:
        await asyncio.to_thread(barrier.wait)
        await asyncio.gather(*(client.send(GET) for _ in range(5)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: asyncio.run(main()), range(8)))
    assert len(site.tokens) == 1


@pytest.mark.parametrize(
    "options",
    [
        lambda: {"http_client": httpx2.AsyncClient()},
        lambda: {"transport": httpx2.AsyncHTTPTransport()},
    ],
)
def test_connections_of_the_callers_serve_one_loop(
    options: Callable[[], dict[str, Any]], site: Server
) -> None:
    client = AsyncClient(described(site), max_retries=0, **options())
    assert asyncio.run(client.send(GET))["path"] == "/x"
    with pytest.raises(
        TransportError, match="another event loop: create a client in each"
    ) as caught:
        asyncio.run(client.send(GET))
    assert caught.value.request == GET and isinstance(caught.value.__cause__, RuntimeError)


def test_what_needs_no_connection_serves_all(site: Server) -> None:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json={}))
    client = AsyncClient(described(site), transport=transport)
    assert [asyncio.run(client.send(GET)) for _ in range(2)] == [{}, {}]
