"""The connections of an asynchronous client: a pool for each event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from importlib import import_module
from ssl import SSLContext
from typing import Any
from weakref import ReferenceType, ref

import httpx2
from anyio.lowlevel import current_token

from .connections import forget, no_cookies
from .lazy import ForkLock, renew_after_fork


class Pools:
    """One pool of connections for each event loop, because loops cannot share them.

    The end of `asyncio.run` or `trio.run` closes the pool of its loop. A client or
    transport of the caller is used in all loops.
    """

    def __init__(
        self,
        transport: httpx2.AsyncBaseTransport | None,
        http_client: httpx2.AsyncClient | None,
    ) -> None:
        self._only = http_client
        if transport is not None:
            self._only = httpx2.AsyncClient(transport=transport, cookies=no_cookies())
        self._first_loop: ReferenceType[Any] | None = None
        self._pools: dict[Any, tuple[httpx2.AsyncClient, AsyncGenerator[None]]] = {}
        self._inherited: list[object] = []
        self._lock = ForkLock()
        self._verify: SSLContext | None = None
        self._closed = False
        renew_after_fork(self)

    @property
    def http(self) -> httpx2.AsyncClient:
        """The pool of the running loop.

        Raises:
            RuntimeError: The client is closed.
        """
        loop = running_loop()
        if self._only is not None:
            if self._first_loop is None:
                self._first_loop = ref(loop)
            return self._only
        pool = self._pools.get(loop)
        return pool[0] if pool is not None else self._opened(loop)

    def is_foreign(self, error: RuntimeError) -> bool:
        """Whether the caller's client or transport failed because of another loop."""
        first = self._first_loop
        other = first is not None and first() is not running_loop()
        return other and "loop" in str(error).lower()

    def renew(self) -> None:
        """Called after a fork; does not close the connections of the parent process."""
        self._first_loop = None
        self._inherited.append(self._pools)
        self._pools = {}
        if self._only is not None:
            forget(self._only)

    async def aclose(self) -> None:
        """Closes all pools; those of loops in other threads are closed there, later."""
        if self._only is not None:
            await self._only.aclose()
            return
        with self._lock:
            self._closed = True
            pools, self._pools = self._pools, {}
        own = pools.pop(running_loop(), None)
        for loop, (http, _) in pools.items():
            _close_in(loop, http)
        if own is not None:
            await own[0].aclose()

    def _opened(self, loop: Any) -> httpx2.AsyncClient:
        with self._lock:
            if self._closed:
                raise RuntimeError("the client is closed: create a new one")
            for other in [one for one in self._pools if _is_over(one)]:
                del self._pools[other]
            self._verify = self._verify or httpx2.create_ssl_context()
            http = httpx2.AsyncClient(verify=self._verify, cookies=no_cookies())
            closing = _closed_with_the_loop(ref(http))
            with suppress(
                StopIteration
            ):  # Runs to its yield, so that the loop finalizes it.
                closing.__anext__().__await__().send(None)
            self._pools[loop] = http, closing
            return http


def running_loop() -> Any:
    """The event loop of asyncio, or the token of the run of trio."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        token = current_token()
        return getattr(token, "native_token", token)


async def _closed_with_the_loop(
    pool: ReferenceType[httpx2.AsyncClient],
) -> AsyncGenerator[None]:
    try:
        yield
    finally:
        http = pool()
        if http is not None:
            await http.aclose()


def _is_over(loop: Any) -> bool:
    if isinstance(loop, asyncio.AbstractEventLoop):
        return loop.is_closed()
    try:
        loop.run_sync_soon(int)
    except RuntimeError:
        return True
    return False


def _close_in(loop: Any, http: httpx2.AsyncClient) -> None:
    """Closes a pool in the loop of another thread, if the loop runs."""
    if not isinstance(loop, asyncio.AbstractEventLoop):
        trio: Any = import_module("trio.lowlevel")
        with suppress(RuntimeError):
            loop.run_sync_soon(trio.spawn_system_task, http.aclose)
    elif loop.is_running():
        asyncio.run_coroutine_threadsafe(http.aclose(), loop)
