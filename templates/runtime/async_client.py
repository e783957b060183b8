"""The asynchronous client."""

from __future__ import annotations

from contextlib import aclosing
from typing import Any, Self, TypeVar, Unpack, cast, overload

import httpx2

from .answers import OpenResponse, Response
from .api import Api
from .auth import resolved_async
from .connections import LATE, guard
from .errors import TransportError
from .exchange import FAILURES, Exchange, Step, undocumented
from .request import Parts, Request, Undocumented
from .retries import async_sleep as sleep
from .secrecy import Hidden, without_frames
from .settings import ClientOptions, Options, settings

T = TypeVar("T")


class AsyncClient(ClientOptions):
    """Sends requests; may be shared by tasks, and by event loops one after another or
    in several threads: each loop has connections of its own.

    Cookies that servers set are not kept. A `http_client` of the caller's is used as
    it is, with its own cookies, timeouts and base URL, and not closed; it serves one
    event loop.
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
        if transport is not None and http_client is not None:
            raise ValueError("give a transport or an http_client, not both")
        self._settings = settings(api, options, http_client)
        self._owns_http = http_client is None
        from .pools import Pools  # It needs asyncio; who only calls does not.

        self._pools = Pools(transport, http_client)

    async def send(self, request: Request[T]) -> T:
        """The decoded answer to a request.

        Raises:
            ApiError: One of its kinds, by what went wrong.
        """
        return (await self.send_raw(request)).value

    async def send_raw(self, request: Request[T]) -> Response[T]:
        """The answer to a request, with its status, headers and content.

        Raises:
            ApiError: One of its kinds; DecodeError only for a Content-Encoding that is
                none, since `.value` decodes.
        """
        exchange = Exchange(self._settings, request, self._http)
        return cast(Response[T], await self._finished(exchange))

    async def send_open(self, request: Request[Any]) -> OpenResponse:
        """The answer to a request, with its body still to be read.

        Who calls this closes it. The deadline of a call ends with the headers.

        Raises:
            ApiError: One of its kinds.
        """
        exchange = Exchange(self._settings, request, self._http, unread=True)
        return cast(OpenResponse, await self._finished(exchange))

    @overload
    async def request(
        self, method: str, path: str, /, *, answer: type[T], **parts: Unpack[Parts]
    ) -> Response[T]: ...
    @overload
    async def request(
        self, method: str, path: str, /, **parts: Unpack[Parts]
    ) -> Response[Any]: ...
    async def request(
        self, method: str, path: str, /, *, answer: Any = Undocumented, **parts: Any
    ) -> Response[Any]:
        """Calls what the document does not know: `client.request("GET", "/health")`.

        `path` follows the base URL; `parts` are what a `Request` takes. Without an
        `answer` type the value is JSON data, text or bytes, as it arrives.

        Raises:
            ApiError: One of its kinds.
            ValueError: The path is a URL: credentials go to the base URL only.
        """
        hidden = Hidden(parts)
        del parts
        return await self.send_raw(undocumented(method, path, answer, hidden))

    @property
    def _http(self) -> httpx2.AsyncClient:
        return self._pools.http

    async def aclose(self) -> None:
        """Closes the connections, if this client opened them."""
        if self._owns_http:
            await self._pools.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def _finished(self, exchange: Exchange[T]) -> Response[T] | OpenResponse:
        while True:
            secrets = {
                name: await resolved_async(secret, self._http, exchange)
                for name, secret in exchange.secrets.items()
            }
            step: Step[T] = exchange.begun(secrets)
            while isinstance(step, httpx2.Request):
                step = await self._in_time(exchange, step)
            if not isinstance(step, (int, float)):
                return step
            await sleep(step)

    async def _in_time(
        self, exchange: Exchange[T], outgoing: httpx2.Request
    ) -> Step[T]:
        left = exchange.seconds_left
        if left is None:
            return await self._stepped(exchange, outgoing)
        from anyio import move_on_after

        with move_on_after(left):
            return await self._stepped(exchange, outgoing)
        return exchange.failed(httpx2.ReadTimeout(LATE))

    async def _stepped(
        self, exchange: Exchange[T], outgoing: httpx2.Request
    ) -> Step[T]:
        try:
            answer = await self._http.send(
                outgoing,
                stream=True,
                auth=exchange.http_auth,
                follow_redirects=False,
            )
            guard(answer)
            opened: OpenResponse | None = None
            try:
                opened = exchange.arrived(answer)
                if opened is not None:
                    return opened
                content = await _read(answer, exchange)
            except httpx2.DecodingError as error:
                content = exchange.garbled(answer, error)
            finally:
                if opened is None:
                    await answer.aclose()
        except FAILURES as error:
            return exchange.failed(error)
        except RuntimeError as error:
            if not self._pools.is_foreign(error):
                raise
            without_frames(error)
            raise TransportError(
                "the http_client or transport has connections of another event loop: "
                "give each loop a client of its own, or leave http_client and transport "
                "out",
                request=exchange.request,
            ) from error
        return exchange.answered(answer, content)


async def _read(answer: httpx2.Response, exchange: Exchange[Any]) -> bytes:
    limit = exchange.limit(answer)
    chunks: list[bytes] = []
    length = 0
    async with aclosing(answer.aiter_bytes()) as arriving:
        async for chunk in arriving:
            exchange.check_deadline()
            chunks.append(chunk)
            length += len(chunk)
            if limit is not None and length > limit:
                return exchange.cut(answer, b"".join(chunks))
    return b"".join(chunks)
