"""Responses that are read in pieces: what streams and downloads have in common."""

from __future__ import annotations

import warnings
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, Self

import httpx2

from .errors import TransportError, without_frames
from .request import Request

if TYPE_CHECKING:
    from .response import AsyncSends, OpenResponse, Sends


def connection_error(
    opened: OpenResponse, error: httpx2.RequestError
) -> TransportError:
    """The error to raise for one of httpx2 while a body is read.

    Raises:
        DecodeError: The body does not match its Content-Encoding.
    """
    if isinstance(error, httpx2.DecodingError):
        what = "a body that does not match its Content-Encoding"
        without_frames(error)
        raise opened.undecodable(what) from error
    failure = opened.failure(error)
    failure.__cause__ = error
    return failure


class Unread:
    """A response whose body is not read yet."""

    request: Request[Any]
    _opened: OpenResponse | None = None
    _is_open = False

    @property
    def status(self) -> int:
        """The status code."""
        return self._response.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers."""
        return self._response.headers

    @property
    def _response(self) -> OpenResponse:
        if self._opened is None:
            raise RuntimeError("the request is not sent yet: await or enter it first")
        return self._opened

    def __del__(self) -> None:
        if self._is_open:
            # Closing here could wait for a lock of the pool that this thread holds.
            warnings.warn(f"{self!r} was not closed", ResourceWarning, 2, self)

    def __repr__(self) -> str:
        state = "not sent" if self._opened is None else "closed"
        state = "open" if self._is_open else state
        request = self.request
        return f"<{type(self).__name__} of {request.method} {request.url}, {state}>"


class Opened(Unread):
    """A response whose body is not read yet; leaving its `with` block closes it.

    If it is closed before the end of the body, the connection is closed, too.
    """

    def __init__(self, client: Sends, request: Request[Any]) -> None:
        self._client = client
        self.request = request
        self._opened = client.send_open(request)
        self._is_open = True

    def close(self) -> None:
        """Closes the response; safe to call more than once."""
        self._is_open = False
        self._response.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncOpened(Unread):
    """The same for an asynchronous client; sent when it is awaited, entered or iterated."""

    def __init__(self, client: AsyncSends, request: Request[Any]) -> None:
        self._client = client
        self.request = request

    async def aclose(self) -> None:
        """Closes the response; safe to call more than once."""
        self._is_open = False
        if self._opened is not None:
            await self._opened.http.aclose()

    async def _sent(self) -> Self:
        """Sends the request, the first time."""
        if self._opened is None:
            self._opened = await self._client.send_open(self.request)
            self._is_open = True
        return self

    def __await__(self) -> Generator[Any, Any, Self]:
        return self._sent().__await__()

    async def __aenter__(self) -> Self:
        return await self._sent()

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
