"""The synchronous client."""

from __future__ import annotations

from time import sleep
from typing import Any, Self, TypeVar, Unpack, cast, overload

import httpx2

from .answers import OpenResponse, Response
from .api import Api
from .auth import resolved
from .connections import Pool, guard
from .exchange import FAILURES, Exchange, Step, undocumented
from .request import Parts, Request, Undocumented
from .secrecy import Hidden
from .settings import ClientOptions, Options, settings

T = TypeVar("T")


class SyncClient(ClientOptions):
    """Sends requests; may be shared by threads.

    Cookies that servers set are not kept. A `http_client` of the caller's is used as
    it is, with its own cookies, timeouts and base URL, and not closed.
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
        if transport is not None and http_client is not None:
            raise ValueError("give a transport or an http_client, not both")
        self._settings = settings(api, options, http_client)
        self._owns_http = http_client is None
        self._pool = Pool(transport, http_client)

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
        return cast(Response[T], self._finished(exchange))

    def send_open(self, request: Request[Any]) -> OpenResponse:
        """The answer to a request, with its body still to be read.

        Who calls this closes it. The deadline of a call ends with the headers.

        Raises:
            ApiError: One of its kinds.
        """
        exchange = Exchange(self._settings, request, self._http, unread=True)
        return cast(OpenResponse, self._finished(exchange))

    @overload
    def request(
        self, method: str, path: str, /, *, answer: type[T], **parts: Unpack[Parts]
    ) -> Response[T]: ...
    @overload
    def request(
        self, method: str, path: str, /, **parts: Unpack[Parts]
    ) -> Response[Any]: ...
    def request(
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
        return self.send_raw(undocumented(method, path, answer, hidden))

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

    def _finished(self, exchange: Exchange[T]) -> Response[T] | OpenResponse:
        if exchange.ends is None:
            return self._tried(exchange)
        with self._pool.deadline.until(exchange.ends):
            return self._tried(exchange)

    def _tried(self, exchange: Exchange[T]) -> Response[T] | OpenResponse:
        while True:
            secrets = {
                name: resolved(secret, self._http, exchange)
                for name, secret in exchange.secrets.items()
            }
            step: Step[T] = exchange.begun(secrets)
            while isinstance(step, httpx2.Request):
                step = self._stepped(exchange, step)
            if not isinstance(step, (int, float)):
                return step
            sleep(step)

    def _stepped(self, exchange: Exchange[T], outgoing: httpx2.Request) -> Step[T]:
        try:
            answer = self._http.send(
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
                content = _read(answer, exchange)
            except httpx2.DecodingError as error:
                content = exchange.garbled(answer, error)
            finally:
                if opened is None:
                    answer.close()
        except FAILURES as error:
            return exchange.failed(error)
        return exchange.answered(answer, content)


def _read(answer: httpx2.Response, exchange: Exchange[Any]) -> bytes:
    limit = exchange.limit(answer)
    chunks: list[bytes] = []
    length = 0
    for chunk in answer.iter_bytes():
        exchange.check_deadline()
        chunks.append(chunk)
        length += len(chunk)
        if limit is not None and length > limit:
            return exchange.cut(answer, b"".join(chunks))
    return b"".join(chunks)
