"""The connections of a client, with deadlines and a check for surplus bytes.

Both use private names of httpcore2. If a version lacks them, connections work as in
httpx2, without these checks.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from threading import local
from time import monotonic
from typing import Any, cast

import httpx2

from .lazy import renew_after_fork

LATE = "the deadline of the call has passed"

MAX_WRITE = 1 << 16
"""The largest number of bytes per write if there is a deadline."""

_TO_CONNECTION = ("_stream", "_httpcore_stream", "_stream", "_connection")


def guard(response: httpx2.Response) -> None:
    """Closes the connection after the response if more bytes follow its end.

    httpcore2 would read them as the start of the next response.
    """
    inner: Any = response.stream
    for name in _TO_CONNECTION:
        inner = getattr(inner, name, None)
        if inner is None:
            return
    if hasattr(inner, "_h11_state"):
        kind = _AsyncGuard if hasattr(inner, "aclose") else _Guard
        response.stream = kind(cast(Any, response.stream), inner)


class _Guard(httpx2.SyncByteStream):
    def __init__(self, stream: httpx2.SyncByteStream, connection: Any) -> None:
        self._stream = stream
        self._connection = connection

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        _expire(self._connection)
        self._stream.close()


class _AsyncGuard(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, connection: Any) -> None:
        self._stream = stream
        self._connection = connection

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._stream)

    async def aclose(self) -> None:
        _expire(self._connection)
        await self._stream.aclose()


def _expire(connection: Any) -> None:
    """Called before the connection returns to its pool, which closes expired ones."""
    surplus, _ = connection._h11_state.trailing_data
    if surplus:
        connection._keepalive_expiry = -1.0


class Deadline(local):
    """The deadline of the call of this thread, by the clock of `monotonic`."""

    ends: float | None = None

    @contextmanager
    def until(self, ends: float) -> Generator[None]:
        """Sets the deadline in a `with` block."""
        before, self.ends = self.ends, ends
        try:
            yield
        finally:
            self.ends = before

    def shortened(self, timeout: float | None) -> float | None:
        """Returns the timeout of one read or write.

        Raises:
            httpx2.ReadTimeout: The deadline has passed.
        """
        if self.ends is None:
            return timeout
        left = self.ends - monotonic()
        if left <= 0.0:
            raise httpx2.ReadTimeout(LATE)
        return left if timeout is None else min(timeout, left)


def with_deadline(http: httpx2.Client) -> Deadline:
    """Returns a deadline that all connections of `http` observe.

    The timeouts of httpx2 restart with each byte received.
    """
    deadline = Deadline()
    for pool in _pools(http):
        backend = getattr(pool, "_network_backend", None)
        if isinstance(backend, _Backend):
            deadline = backend.deadline
        elif backend is not None:
            pool._network_backend = _Backend(backend, deadline)
    return deadline


def forget(http: httpx2.Client | httpx2.AsyncClient) -> None:
    """Drops the connections of `http`, which belong to the parent process."""
    for pool in _pools(http):
        pool._connections, pool._requests = [], []
        if hasattr(pool, "_optional_thread_lock"):
            pool._optional_thread_lock = type(pool._optional_thread_lock)()


def _pools(http: httpx2.Client | httpx2.AsyncClient) -> Iterator[Any]:
    mounted: dict[Any, Any] = getattr(http, "_mounts", {})
    for transport in (getattr(http, "_transport", None), *mounted.values()):
        pool = getattr(transport, "_pool", None)
        if pool is not None:
            yield pool


class _Backend:
    """A network backend of httpcore2 whose streams observe a deadline."""

    def __init__(self, backend: Any, deadline: Deadline) -> None:
        self._backend = backend
        self.deadline = deadline

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, **options: Any
    ) -> _Stream:
        timeout = self.deadline.shortened(timeout)
        stream = self._backend.connect_tcp(host, port, timeout=timeout, **options)
        return _Stream(stream, self.deadline)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, **options: Any
    ) -> _Stream:
        timeout = self.deadline.shortened(timeout)
        stream = self._backend.connect_unix_socket(path, timeout=timeout, **options)
        return _Stream(stream, self.deadline)

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


class _Stream:
    """A network stream of httpcore2 that observes a deadline."""

    def __init__(self, stream: Any, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline
        self.close = stream.close
        self.get_extra_info = stream.get_extra_info

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        timeout = self._deadline.shortened(timeout)
        return cast(bytes, self._stream.read(max_bytes, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self._deadline.ends is None:
            self._stream.write(buffer, timeout)
            return
        for start in range(0, len(buffer), MAX_WRITE):
            some = buffer[start : start + MAX_WRITE]
            self._stream.write(some, self._deadline.shortened(timeout))

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> _Stream:
        timeout = self._deadline.shortened(timeout)
        inner = self._stream.start_tls(ssl_context, server_hostname, timeout)
        return _Stream(inner, self._deadline)


class Pool:
    """An httpx2 client and the deadline of its connections.

    A forked process opens its own connections: on shared ones, each process would read
    responses of the other.
    """

    def __init__(
        self, transport: httpx2.BaseTransport | None, http_client: httpx2.Client | None
    ) -> None:
        self._is_own = transport is None and http_client is None
        self._inherited: list[httpx2.Client] = []
        self.http = http_client or _opened(transport)
        self.deadline = with_deadline(self.http)
        renew_after_fork(self)

    def renew(self) -> None:
        """Called after a fork; does not close the connections of the parent process."""
        if self.http.is_closed:
            return
        if not self._is_own:
            forget(self.http)
            return
        self._inherited.append(self.http)
        self.http = _opened(None)
        self.deadline = with_deadline(self.http)


def _opened(transport: httpx2.BaseTransport | None) -> httpx2.Client:
    return httpx2.Client(transport=transport, cookies=no_cookies())


def no_cookies() -> CookieJar:
    """A cookie jar that stores no cookies."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=()))
