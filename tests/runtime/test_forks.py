"""A client that was used before a fork serves both processes, each on its own connections."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import traceback
from collections.abc import Callable, Iterator
from threading import Event, Thread
from typing import Any

import httpx2
import pytest
from restamp_runtime.api import Api
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.fakes import FakeServer
from restamp_runtime.grants import ClientCredentials, OAuth2
from restamp_runtime.lazy import ForkLock
from restamp_runtime.request import Request

from .raw import Raw, raw, response

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]


def in_child(work: Callable[[], object]) -> None:
    """Runs `work` in a forked process, which fails if that does."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def echo(server: Raw, connection: socket.socket) -> None:
    while True:
        body = json.dumps({"path": server.path(connection), "token": "t"})
        connection.sendall(response(body.encode()))


@pytest.fixture
def site() -> Iterator[Raw]:
    with raw(echo) as server:
        yield server


def named(name: str) -> Request[Any]:
    return Request("GET", f"/{name}", dict[str, Any])


@pytest.mark.parametrize(
    "options",
    [
        dict,
        lambda: {"http_client": httpx2.Client()},
        lambda: {"transport": httpx2.HTTPTransport()},
    ],
    ids=["its own", "http_client", "transport"],
)
def test_no_connection_is_shared(options: Any, site: Raw) -> None:
    client = SyncClient(Api(name="x", base_url=site.url), **options())
    copy = client.with_options(timeout=30)
    assert client.send(named("parent")) == {"path": "/parent", "token": "t"}
    assert site.connections == 1

    def work() -> None:
        assert client.send(named("child"))["path"] == "/child"
        assert copy.send(named("copy"))["path"] == "/copy"

    in_child(work)
    in_child(work)
    assert site.connections == 3  # One for each process; a copy shares it.
    assert client.send(named("again"))["path"] == "/again"
    assert site.connections == 3


def test_a_closed_client_stays_closed_in_a_fork(site: Raw) -> None:
    client = SyncClient(Api(name="x", base_url=site.url))
    client.close()

    def work() -> None:
        with pytest.raises(RuntimeError, match="closed"):
            client.send(named("child"))

    in_child(work)


@pytest.mark.parametrize(
    "options",
    [
        dict,
        lambda: {"http_client": httpx2.AsyncClient()},
        lambda: {"transport": httpx2.AsyncHTTPTransport()},
    ],
    ids=["its own", "http_client", "transport"],
)
def test_nor_one_of_an_asynchronous_client(options: Any, site: Raw) -> None:
    client = AsyncClient(Api(name="x", base_url=site.url), **options())
    loop = asyncio.new_event_loop()
    assert loop.run_until_complete(client.send(named("parent")))["path"] == "/parent"
    in_child(lambda: child_of(client))
    assert site.connections == 2
    assert loop.run_until_complete(client.send(named("again")))["path"] == "/again"
    assert site.connections == 2
    loop.run_until_complete(client.aclose())
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()


def child_of(client: AsyncClient) -> None:
    assert asyncio.run(client.send(named("child")))["path"] == "/child"


def test_a_fork_does_not_wait_for_a_token_request_of_its_parent() -> None:
    """The thread that fetches it, and holds the lock, is in the parent only."""
    asked, go_on = Event(), Event()

    def script(server: Raw, connection: socket.socket) -> None:
        while True:
            if server.path(connection) == "/token":
                is_first = not asked.is_set()
                asked.set()
                if is_first:
                    go_on.wait(60)
                connection.sendall(response(b'{"access_token": "t"}'))
            else:
                connection.sendall(response(b'{"ok": true}'))

    with raw(script) as server:
        api = Api(
            name="x",
            base_url=server.url,
            schemes={"login": OAuth2(token_url="token")},
            security=(("login",),),
        )
        credentials: Any = {"login": ClientCredentials("me", "secret")}
        client = SyncClient(api, credentials=credentials)
        results: list[Any] = []
        thread = Thread(target=lambda: results.append(client.send(named("parent"))))
        thread.start()
        assert asked.wait(60)
        try:
            in_child(lambda: assert_ok(client))
        finally:
            go_on.set()
            thread.join(60)
        assert results == [{"ok": True}]


def assert_ok(client: SyncClient) -> None:
    assert client.send(named("child")) == {"ok": True}


def test_a_lock_is_free_in_the_child() -> None:
    lock = ForkLock()

    def work() -> None:
        assert lock.acquire(blocking=False)

    with lock:
        in_child(work)
        assert not lock.acquire(blocking=False)


def test_a_fake_that_is_in_use() -> None:
    """A thread of the parent held the fake's lock; in the child nobody would release it."""
    fake = FakeServer("x", Api(name="x", base_url="https://x.test"), strict=False)
    with fake._lock:  # pyright: ignore[reportPrivateUsage]
        in_child(lambda: fake.add("x", lambda call: httpx2.Response(204)))
