"""The synchronous and the asynchronous client."""

from __future__ import annotations

from contextlib import aclosing
from time import sleep
from typing import Any, Self, TypeVar, Unpack, cast, overload

import httpx2

from .api import Api, resolve, resolve_async
from .connections import LATE, Pool, guard
from .errors import Hidden, TransportError, without_frames
from .exchange import FAILURES, Exchange, Step, undocumented
from .request import Parts, Request, Undocumented
from .response import OpenResponse, Response
from .settings import ClientOptions, Options, settings

T = TypeVar("T")


class SyncClient(ClientOptions):
    """Sends requests. It is thread-safe.

    Cookies that servers set are not stored. A `http_client` is used as it is, with its
    own cookies, timeouts and base URL, and is not closed.
    """

    def __init__(
        self,
        api: Api,
        options: Hidden[Options] | None = None,
        *,
        transport: httpx2.BaseTransport | None = None,
        http_client: httpx2.Client | None = None,
        **plain: Unpack[Options],
    ) -> None:
        options = options or Hidden(plain)
        del plain
        self._settings = settings(api, options, http_client, transport)
        self._owns_http = http_client is None
        self._pool = Pool(transport, http_client)

    def send(self, request: Request[T]) -> T:
        """Sends a request and returns the decoded body of the response.

        Raises:
            ApiError: One of its subclasses.
        """
        return self.send_raw(request).value

    def send_raw(self, request: Request[T]) -> Response[T]:
        """Sends a request and returns the response, with its status and headers.

        The body is decoded by the `.value` of the response.

        Raises:
            ApiError: One of its subclasses.
        """
        exchange = Exchange(self._settings, request, self._http)
        return cast(Response[T], self._run(exchange))

    def send_open(self, request: Request[Any]) -> OpenResponse:
        """Sends a request and returns the response with its body unread.

        The caller closes it. The deadline of a call does not include the body.

        Raises:
            ApiError: One of its subclasses.
        """
        exchange = Exchange(self._settings, request, self._http, unread=True)
        return cast(OpenResponse, self._run(exchange))

    @overload
    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        response_type: type[T],
        **parts: Unpack[Parts],
    ) -> Response[T]: ...
    @overload
    def request(
        self, method: str, path: str, /, **parts: Unpack[Parts]
    ) -> Response[Any]: ...
    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        response_type: Any = Undocumented,
        **parts: Any,
    ) -> Response[Any]:
        """Sends a request that the document lacks: `client.request("GET", "/health")`.

        `path` follows the base URL; `parts` are arguments of `Request`. Without a
        `response_type` the value is JSON data, text or bytes, by its media type.

        Raises:
            ApiError: One of its subclasses.
            ValueError: The path is a URL: credentials go to the base URL only.
        """
        hidden = Hidden(parts)
        del parts
        return self.send_raw(undocumented(method, path, response_type, hidden))

    @property
    def _http(self) -> httpx2.Client:
        return self._pool.http

    def close(self) -> None:
        """Closes the connections, if this client opened them."""
        if self._owns_http:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, exchange: Exchange[T]) -> Response[T] | OpenResponse:
        if exchange.ends is None:
            return self._attempts(exchange)
        with self._pool.deadline.until(exchange.ends):
            return self._attempts(exchange)

    def _attempts(self, exchange: Exchange[T]) -> Response[T] | OpenResponse:
        while True:
            step: Step[T] = exchange.start_attempt(
                {
                    name: resolve(secret, self._http, exchange)
                    for name, secret in exchange.unresolved
                }
            )
            while isinstance(step, httpx2.Request):
                step = self._send_once(exchange, step)
            if not isinstance(step, (int, float)):
                return step
            sleep(step)

    def _send_once(self, exchange: Exchange[T], outgoing: httpx2.Request) -> Step[T]:
        try:
            response = self._http.send(
                outgoing, stream=True, auth=exchange.http_auth, follow_redirects=False
            )
            guard(response)
            opened: OpenResponse | None = None
            try:
                opened = exchange.on_headers(response)
                if opened is not None:
                    return opened
                for chunk in response.iter_bytes():
                    if not exchange.on_chunk(chunk):
                        break
            except httpx2.DecodingError as error:
                exchange.on_decoding_error(error)
            finally:
                if opened is None:
                    response.close()
        except FAILURES as error:
            return exchange.on_failure(error)
        return exchange.on_body()


class AsyncClient(ClientOptions):
    """Sends requests. It may be shared by tasks, and by event loops one after another
    or in several threads: each loop has its own connections.

    Cookies that servers set are not stored. A `http_client` is used as it is, with its
    own cookies, timeouts and base URL, and is not closed; it serves one event loop.
    """

    def __init__(
        self,
        api: Api,
        options: Hidden[Options] | None = None,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
        http_client: httpx2.AsyncClient | None = None,
        **plain: Unpack[Options],
    ) -> None:
        options = options or Hidden(plain)
        del plain
        self._settings = settings(api, options, http_client, transport)
        self._owns_http = http_client is None
        from .pools import Pools  # It imports asyncio.

        self._pool = Pools(transport, http_client)

    async def send(self, request: Request[T]) -> T:
        """Sends a request and returns the decoded body of the response.

        Raises:
            ApiError: One of its subclasses.
        """
        return (await self.send_raw(request)).value

    async def send_raw(self, request: Request[T]) -> Response[T]:
        """Sends a request and returns the response; as in `SyncClient`.

        Raises:
            ApiError: One of its subclasses.
        """
        exchange = Exchange(self._settings, request, self._pool.http)
        return cast(Response[T], await self._run(exchange))

    async def send_open(self, request: Request[Any]) -> OpenResponse:
        """Sends a request and returns the response unread; as in `SyncClient`.

        Raises:
            ApiError: One of its subclasses.
        """
        exchange = Exchange(self._settings, request, self._pool.http, unread=True)
        return cast(OpenResponse, await self._run(exchange))

    @overload
    async def request(
        self,
        method: str,
        path: str,
        /,
        *,
        response_type: type[T],
        **parts: Unpack[Parts],
    ) -> Response[T]: ...
    @overload
    async def request(
        self, method: str, path: str, /, **parts: Unpack[Parts]
    ) -> Response[Any]: ...
    async def request(
        self,
        method: str,
        path: str,
        /,
        *,
        response_type: Any = Undocumented,
        **parts: Any,
    ) -> Response[Any]:
        """Sends a request that the document lacks; as in `SyncClient`.

        Raises:
            ApiError: One of its subclasses.
            ValueError: The path is a URL: credentials go to the base URL only.
        """
        hidden = Hidden(parts)
        del parts
        return await self.send_raw(undocumented(method, path, response_type, hidden))

    async def aclose(self) -> None:
        """Closes the connections, if this client opened them."""
        if self._owns_http:
            await self._pool.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def _run(self, exchange: Exchange[T]) -> Response[T] | OpenResponse:
        while True:
            step: Step[T] = exchange.start_attempt(
                {
                    name: await resolve_async(secret, self._pool.http, exchange)
                    for name, secret in exchange.unresolved
                }
            )
            while isinstance(step, httpx2.Request):
                step = await self._in_time(exchange, step)
            if not isinstance(step, (int, float)):
                return step
            from .retries import async_sleep  # Only for what fails.

            await async_sleep(step)

    async def _in_time(
        self, exchange: Exchange[T], outgoing: httpx2.Request
    ) -> Step[T]:
        left = exchange.seconds_left
        if left is None:
            return await self._send_once(exchange, outgoing)
        from anyio import move_on_after

        with move_on_after(left):
            return await self._send_once(exchange, outgoing)
        return exchange.on_failure(httpx2.ReadTimeout(LATE))

    async def _send_once(
        self, exchange: Exchange[T], outgoing: httpx2.Request
    ) -> Step[T]:
        try:
            response = await self._pool.http.send(
                outgoing, stream=True, auth=exchange.http_auth, follow_redirects=False
            )
            guard(response)
            opened: OpenResponse | None = None
            try:
                opened = exchange.on_headers(response)
                if opened is not None:
                    return opened
                async with aclosing(response.aiter_bytes()) as chunks:
                    async for chunk in chunks:
                        if not exchange.on_chunk(chunk):
                            break
            except httpx2.DecodingError as error:
                exchange.on_decoding_error(error)
            finally:
                if opened is None:
                    await response.aclose()
        except FAILURES as error:
            return exchange.on_failure(error)
        except RuntimeError as error:
            if not self._pool.is_foreign(error):
                raise
            without_frames(error)
            raise TransportError(
                "the http_client or transport has connections of another event loop: "
                "create a client in each loop, or omit http_client and transport",
                request=exchange.request,
            ) from error
        return exchange.on_body()
