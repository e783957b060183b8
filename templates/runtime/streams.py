"""Responses as streams of items: `for item in client.things.watch(...)`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from time import sleep
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

import httpx2

from .coroutines import run
from .errors import TransportError
from .events import MAX_EXCERPT, Event, Frame
from .intake import Intake
from .lazy import public
from .opened import AsyncOpened, Opened, Unread, connection_error
from .retries import async_sleep
from .stream_requests import StreamableRequest, StreamRequest, streaming

if TYPE_CHECKING:
    from .response import AsyncSends, Sends

E = TypeVar("E")


class _Reading(Unread, Generic[E]):
    """What both kinds of streams do, over the I/O of each."""

    _intake: Intake[E]

    def reconnecting(self, attempts: int = 5) -> Self:
        """Reconnects if the connection is lost or the server ends the stream.

        As in browsers (HTML standard, section 9.2.3), this is after the time that the
        server sends, and with the last event ID. The stream ends with a response 204,
        with the end that the document declares, or after so many `attempts` in a row
        without an event, when the last error is raised.

        Raises:
            TypeError: The items are not events, and so have no IDs.
        """
        self._check_events()
        self._intake.max_attempts = attempts
        return self

    def limited(self, maximum: int) -> Self:
        """Sets the length of the longest item in bytes, by default 16 MiB.

        Call it before the first item is read.
        """
        self._intake.max_length = maximum
        if hasattr(self._intake, "opened"):
            self._intake.begin(self._intake.opened)
        return self

    @abstractmethod
    async def _open(self, request: StreamRequest[E]) -> None: ...
    @abstractmethod
    async def _read(self) -> bytes | None: ...
    @abstractmethod
    async def _release(self) -> None: ...
    @abstractmethod
    async def _sleep(self, seconds: float) -> None: ...

    def _check_events(self) -> None:
        if not self._intake.has_events:
            raise TypeError("the items of this stream are not server-sent events")

    async def _begin(self) -> None:
        """Checks that a new response is a stream."""
        if self._intake.begin(self._response):
            return
        try:
            start = await self._chunk()
        finally:
            await self._end()
        raise self._intake.not_a_stream((start or b"")[:MAX_EXCERPT])

    async def _end(self) -> None:
        self._intake.is_over = True
        await self._release()
        self._is_open = False

    async def _frame(self) -> Frame | None:
        """The next frame; None at the end of the stream."""
        intake = self._intake
        try:
            while self._is_open:
                frame = intake.next_frame()
                if frame is not None:
                    return frame
                await (self._end() if intake.is_over else self._fill())
        except BaseException:
            await self._end()
            raise
        return None

    async def _chunk(self) -> bytes | None:
        try:
            return await self._read()
        except httpx2.RequestError as error:
            raise connection_error(self._response, error) from error

    async def _fill(self) -> None:
        """Reads a chunk, from a new connection if necessary."""
        intake, reason = self._intake, None
        try:
            chunk = await self._chunk()
        except TransportError as error:
            chunk, reason = None, error
        if chunk is not None:
            intake.feed(chunk)
            return
        await self._release()
        intake.end()
        while True:
            seconds = intake.pause(reason)
            if intake.is_over:
                return
            await self._sleep(seconds)
            try:
                await self._open(intake.resumed())
            except TransportError as error:
                reason = error
            else:
                await self._begin()
                return


@public
class Stream(_Reading[E], Opened, Iterator[E]):
    """The items of a response as they arrive, for a `for` loop in a `with` block.

    The client's timeout applies to each wait for data. If the client is strict, an item
    that does not match the document raises DecodeError; the next one can still be read.
    """

    def __init__(self, client: Sends, request: StreamRequest[E]) -> None:
        self._intake = Intake(request)
        self._chunks: Generator[bytes, None, None] | None = None
        super().__init__(client, request)
        run(self._begin())

    def __next__(self) -> E:
        frame = run(self._frame())
        if frame is None:
            raise StopIteration
        return self._intake.item(frame)

    def events(self) -> Iterator[Event]:
        """The events themselves, not decoded.

        Raises:
            TypeError: The items are not events.
        """
        self._check_events()
        while frame := run(self._frame()):
            yield cast(Event, frame)

    def close(self) -> None:
        """Ends the stream; before its end, the connection is closed."""
        run(self._end())

    async def _open(self, request: StreamRequest[E]) -> None:
        self._opened = self._client.send_open(request)

    async def _read(self) -> bytes | None:
        if self._chunks is None:
            chunks = self._response.http.iter_bytes()
            self._chunks = cast(Generator[bytes, None, None], chunks)
        return next(self._chunks, None)

    async def _release(self) -> None:
        if self._chunks is not None:
            self._chunks.close()
            self._chunks = None
        self._response.http.close()

    async def _sleep(self, seconds: float) -> None:
        sleep(seconds)


@public
class AsyncStream(_Reading[E], AsyncOpened, AsyncIterator[E]):
    """The items of a response as they arrive, for `async for` in an `async with` block.

    Timeout and errors are as in `Stream`.
    """

    def __init__(self, client: AsyncSends, request: StreamRequest[E]) -> None:
        self._intake = Intake(request)
        self._chunks: AsyncGenerator[bytes, None] | None = None
        super().__init__(client, request)

    async def __anext__(self) -> E:
        await self._sent()
        frame = await self._frame()
        if frame is None:
            raise StopAsyncIteration
        return self._intake.item(frame)

    async def events(self) -> AsyncIterator[Event]:
        """The events themselves, not decoded.

        Raises:
            TypeError: The items are not events.
        """
        await self._sent()
        self._check_events()
        while frame := await self._frame():
            yield cast(Event, frame)

    async def aclose(self) -> None:
        """Ends the stream; before its end, the connection is closed."""
        await self._end()

    async def _sent(self) -> Self:
        if self._opened is None:
            await super()._sent()
            await self._begin()
        return self

    async def _open(self, request: StreamRequest[E]) -> None:
        self._opened = await self._client.send_open(request)

    async def _read(self) -> bytes | None:
        if self._chunks is None:
            self._chunks = self._response.http.aiter_bytes()
        return await anext(self._chunks, None)

    async def _release(self) -> None:
        if self._chunks is not None:
            await self._chunks.aclose()
            self._chunks = None
        if self._opened is not None:
            await self._opened.http.aclose()

    async def _sleep(self, seconds: float) -> None:
        await async_sleep(seconds)


class SendsStreams:
    """A client of an API that has streams."""

    def send_stream(
        self: Sends, request: StreamRequest[E] | StreamableRequest[Any, E]
    ) -> Stream[E]:
        """Sends a request for a stream, for a `with` block.

        Raises:
            ApiError: The request failed.
        """
        return Stream(self, streaming(request))


class AsyncSendsStreams:
    """An asynchronous client of an API that has streams."""

    def send_stream(
        self: AsyncSends, request: StreamRequest[E] | StreamableRequest[Any, E]
    ) -> AsyncStream[E]:
        """A stream, for an `async with` block: entering it sends the request."""
        return AsyncStream(self, streaming(request))
