"""The synchronous client."""

from __future__ import annotations

from http.cookiejar import CookieJar, DefaultCookiePolicy
from time import sleep
from types import TracebackType
from typing import Self, TypeVar, Unpack

import httpx2

from .answers import Response
from .api import Api
from .auth import resolved
from .exchange import FAILURES, Exchange
from .request import Request
from .settings import ClientOptions, Options, settings

T = TypeVar("T")


class SyncClient(ClientOptions):
    """Sends requests; may be shared by threads.

    Cookies that servers set are not kept. A `http_client` of the caller's is used as
    it is, its own cookies included, and not closed.
    """

    def __init__(
        self,
        api: Api,
        *,
        transport: httpx2.BaseTransport | None = None,
        http_client: httpx2.Client | None = None,
        **options: Unpack[Options],
    ) -> None:
        if transport is not None and http_client is not None:
            raise ValueError("give a transport or an http_client, not both")
        self._settings = settings(api, options)
        self._owns_http = http_client is None
        self._http = http_client or httpx2.Client(
            transport=transport,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        )

    def send(self, request: Request[T]) -> T:
        """The decoded answer to a request.

        Raises:
            ApiError: One of its kinds, by what went wrong.
        """
        return self.send_raw(request).value

    def send_raw(self, request: Request[T]) -> Response[T]:
        """The answer to a request, with its status, headers and content.

        Raises:
            ApiError: One of its kinds; DecodeError only for a Content-Encoding that is
                none, since `.value` decodes.
        """
        exchange = Exchange(self._settings, request, self._http)
        while True:
            secrets = {n: resolved(s) for n, s in exchange.secrets.items()}
            step: Response[T] | httpx2.Request | float = exchange.begun(secrets)
            while isinstance(step, httpx2.Request):
                step = self._stepped(exchange, step)
            if isinstance(step, Response):
                return step
            sleep(step)

    def close(self) -> None:
        """Closes the connections, if this client opened them."""
        if self._owns_http:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _stepped(
        self, exchange: Exchange[T], outgoing: httpx2.Request
    ) -> Response[T] | httpx2.Request | float:
        try:
            answer = self._http.send(
                outgoing,
                stream=True,
                auth=exchange.http_auth,
                follow_redirects=False,
            )
            try:
                content = _read(answer, exchange.limit(answer))
            except httpx2.DecodingError as error:
                content = exchange.garbled(answer, error)
            finally:
                answer.close()
        except FAILURES as error:
            return exchange.failed(error)
        return exchange.answered(answer, content)


def _read(answer: httpx2.Response, limit: int | None) -> bytes:
    if limit is None:
        return answer.read()
    content = bytearray()
    for chunk in answer.iter_bytes():
        content += chunk
        if len(content) >= limit:
            break
    return bytes(content[:limit])
