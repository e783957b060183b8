"""Answers that are read bit by bit: what streams and downloads have in common."""

from __future__ import annotations

import warnings
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, Self

import httpx2

from .errors import TransportError
from .request import Request
from .secrecy import without_frames

if TYPE_CHECKING:
    from .answers import AsyncSends, OpenResponse, Sends


def lost(opened: OpenResponse, error: httpx2.RequestError) -> TransportError:
    """The error for one of httpx2's while a body arrives, chained to it.

    Raises:
        DecodeError: The body does not fit its Content-Encoding.
    """
    if isinstance(error, httpx2.DecodingError):
        what = "a body that does not fit its Content-Encoding"
        without_frames(error)
        raise opened.undecodable(what) from error
    made = opened.failure(error)
    made.__cause__ = error
    return made


class Unread:
    """A response that has not been read yet."""

    request: Request[Any]
    _opened: OpenResponse | None = None
    _is_open = False

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self._answer.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the answer."""
        return self._answer.headers

    @property
    def _answer(self) -> OpenResponse:
        if self._opened is None:
            raise RuntimeError("nothing was sent: await it, or enter it first")
        return self._opened

    def __del__(self) -> None:
        if self._is_open:
            # Closing here could wait for a lock of the pool that this very thread holds.
            warnings.warn(f"{self!r} was not closed", ResourceWarning, 2, self)

    def __repr__(self) -> str:
        state = "not sent" if self._opened is None else "closed"
        state = "open" if self._is_open else state
        request = self.request
        return f"<{type(self).__name__} of {request.method} {request.url}, {state}>"


class Opened(Unread):
    """An answer that has not been read yet; leaving its `with` block closes it.

    Closed before its end, it takes its connection with it.
    """

    def __init__(self, client: Sends, request: Request[Any]) -> None:
        self._client = client
        self.request = request
        self._opened = client.send_open(request)
        self._is_open = True

    def close(self) -> None:
        """Ends it; before its end, the connection is closed. It may be called again."""
        self._is_open = False
        self._answer.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncOpened(Unread):
    """The same for an asynchronous client; its request is sent when it is awaited,
    entered (`async with`) or iterated (`async for`)."""

    def __init__(self, client: AsyncSends, request: Request[Any]) -> None:
        self._client = client
        self.request = request

    async def aclose(self) -> None:
        """Ends it; before its end, the connection is closed. It may be called again."""
        self._is_open = False
        if self._opened is not None:
            await self._opened.http.aclose()

    async def _begun(self) -> Self:
        """Sends the request, the first time."""
        if self._opened is None:
            self._opened = await self._client.send_open(self.request)
            self._is_open = True
        return self

    def __await__(self) -> Generator[Any, Any, Self]:
        return self._begun().__await__()

    async def __aenter__(self) -> Self:
        return await self._begun()

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
