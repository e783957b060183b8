"""The asynchronous client."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Mapping
from copy import copy
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import EllipsisType, TracebackType
from typing import Self, TypeVar

import httpx2

from .answers import Response
from .api import Api
from .auth import Secret, resolved_async
from .exchange import FAILURES, Exchange
from .request import Request
from .settings import Timeout, replaced, settings

T = TypeVar("T")


class AsyncClient:
    """Sends requests. May be shared by tasks of one event loop; keeps no cookies that servers set.

    A `http_client` of the caller's is used as it is, its cookies included, and not
    closed.
    """

    def __init__(
        self,
        api: Api,
        *,
        credentials: Mapping[str, Secret | None] | None = None,
        variables: Mapping[str, str | None] | None = None,
        base_url: str | None = None,
        timeout: Timeout = 60.0,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        if transport is not None and http_client is not None:
            raise ValueError("give a transport or an http_client, not both")
        self._settings = settings(
            api,
            credentials=credentials or {},
            variables=variables or {},
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
        )
        self._owns_http = http_client is None
        self._http = http_client or httpx2.AsyncClient(
            transport=transport,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        )

    @property
    def base_url(self) -> str:
        """Where requests go, without a slash at its end."""
        return self._settings.base_url

    async def send(self, request: Request[T]) -> T:
        """The decoded answer to a request.

        Raises:
            ApiError: One of its kinds, by what went wrong.
        """
        return (await self.send_raw(request)).value

    async def send_raw(self, request: Request[T]) -> Response[T]:
        """The answer to a request, with its status, headers and content.

        Raises:
            ApiError: One of its kinds, but DecodeError, which `.value` raises.
        """
        exchange = Exchange(self._settings, request, self._http)
        while True:
            secrets = {n: await resolved_async(s) for n, s in exchange.secrets.items()}
            step: Response[T] | httpx2.Request | float = exchange.begun(secrets)
            while isinstance(step, httpx2.Request):
                step = await self._stepped(exchange, step)
            if isinstance(step, Response):
                return step
            await sleep(step)

    def with_options(
        self,
        *,
        timeout: Timeout | EllipsisType = ...,
        max_retries: int | EllipsisType = ...,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, object] | None = None,
        base_url: str | EllipsisType = ...,
    ) -> Self:
        """A client with other options, that shares this one's connections.

        Headers and query are added to those there are. What is left out stays as it is.
        The connections are this client's: closing the new one does not close them.
        """
        other = copy(self)
        other._owns_http = False
        other._settings = replaced(
            self._settings,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            query=query,
            base_url=base_url,
        )
        return other

    async def aclose(self) -> None:
        """Closes the connections, if this client opened them."""
        if self._owns_http:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.base_url}>"

    async def _stepped(
        self, exchange: Exchange[T], outgoing: httpx2.Request
    ) -> Response[T] | httpx2.Request | float:
        try:
            answer = await self._http.send(
                outgoing,
                stream=True,
                auth=exchange.http_auth(outgoing),
                follow_redirects=False,
            )
            try:
                content = await _read(answer, exchange.limit(answer))
            finally:
                await answer.aclose()
        except FAILURES as error:
            return exchange.failed(error)
        return exchange.answered(answer, content)


async def _read(answer: httpx2.Response, limit: int | None) -> bytes:
    if limit is None:
        return await answer.aread()
    content = bytearray()
    async for chunk in answer.aiter_bytes():
        content += chunk
        if len(content) >= limit:
            break
    return bytes(content[:limit])
