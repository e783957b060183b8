"""Answers that are streams of items: `for item in client.things.watch(...)`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from time import sleep
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

import httpx2

from .errors import TransportError
from .events import KEPT, Event, Frame
from .intake import Intake
from .lazy import public
from .opened import AsyncOpened, Opened, lost
from .retries import async_sleep
from .stream_requests import StreamableRequest, StreamRequest, streaming

if TYPE_CHECKING:
    from .answers import AsyncSends, Sends

E = TypeVar("E")


class _Told(Generic[E]):
    """What both kinds of streams can be told."""

    _intake: Intake[E]

    def reconnecting(self, attempts: int = 5) -> Self:
        """Connects again when the connection is lost or the server ends it.

        As a browser does it (HTML standard, section 9.2.3): after the time that the
        server names, from the last event ID on. It ends with an answer 204, with the
        end that the document declares, or when so many `attempts` in a row bring no
        event; the last failure is raised then.

        Raises:
            TypeError: These are no events, and so have no IDs.
        """
        if not self._intake.has_events:
            raise TypeError("only streams of events can be resumed")
        self._intake.most = attempts
        return self

    def limited(self, longest: int) -> Self:
        """Takes items of up to so many bytes, instead of 16 MiB.

        To be called before anything is read.
        """
        self._intake.longest = longest
        if hasattr(self._intake, "opened"):
            self._intake.begin(self._intake.opened)
        return self

    def _check_events(self) -> None:
        if not self._intake.has_events:
            raise TypeError("this is no stream of events")


@public
class Stream(_Told[E], Opened, Iterator[E]):
    """The items of an answer as they arrive, for a `for` loop in a `with` block.

    The client's timeout is for the wait from one to the next. Where the client is
    strict, an item that is not what the document says raises DecodeError, and the next
    one may still be asked for.
    """

    def __init__(self, client: Sends, request: StreamRequest[E]) -> None:
        self._intake = Intake(request)
        super().__init__(client, request)
        self._chunks = self._begin()

    def __next__(self) -> E:
        frame = self._frame()
        if frame is None:
            raise StopIteration
        return self._intake.item(frame)

    def events(self) -> Iterator[Event]:
        """The events themselves, not decoded.

        Raises:
            TypeError: These are no events.
        """
        self._check_events()
        while frame := self._frame():
            yield cast(Event, frame)

    def close(self) -> None:
        """Ends the stream; before its end, the connection is closed."""
        self._intake.is_over = True
        self._release()
        self._is_open = False

    def _begin(self) -> Generator[bytes, None, None]:
        http = self._answer.http
        chunks = cast(Generator[bytes, None, None], http.iter_bytes())
        if self._intake.begin(self._answer):
            return chunks
        try:
            start = next(chunks, b"")
        except httpx2.RequestError as error:
            raise lost(self._answer, error) from error
        finally:
            super().close()
        raise self._intake.no_stream(start[:KEPT])

    def _release(self) -> None:
        self._chunks.close()
        self._answer.http.close()

    def _frame(self) -> Frame | None:
        intake = self._intake
        while self._is_open:
            try:
                frame = intake.taken()
                if frame is None and not intake.is_over:
                    self._fill()
                    continue
            except BaseException:
                self.close()
                raise
            if frame is not None:
                return frame
            self.close()
        return None

    def _fill(self) -> None:
        """Reads a chunk, from the next connection if need be."""
        reason: TransportError | None = None
        try:
            chunk = next(self._chunks, None)
        except httpx2.RequestError as error:
            chunk, reason = None, lost(self._answer, error)
        if chunk is not None:
            self._intake.feed(chunk)
            return
        self._release()
        self._intake.ended()
        while True:
            seconds = self._intake.pause(reason)
            if self._intake.is_over:
                return
            sleep(seconds)
            try:
                self._opened = self._client.send_open(self._intake.resumed())
            except TransportError as error:
                reason = error
                continue
            self._chunks = self._begin()
            return


@public
class AsyncStream(_Told[E], AsyncOpened, AsyncIterator[E]):
    """The items of an answer as they arrive, for `async for` in an `async with` block.

    It is as a `Stream` otherwise.
    """

    def __init__(self, client: AsyncSends, request: StreamRequest[E]) -> None:
        self._intake = Intake(request)
        super().__init__(client, request)
        self._chunks: AsyncGenerator[bytes, None] | None = None

    async def __anext__(self) -> E:
        frame = await self._frame()
        if frame is None:
            raise StopAsyncIteration
        return self._intake.item(frame)

    async def events(self) -> AsyncIterator[Event]:
        """The events themselves, not decoded.

        Raises:
            TypeError: These are no events.
        """
        await self._begun()
        self._check_events()
        while frame := await self._frame():
            yield cast(Event, frame)

    async def aclose(self) -> None:
        """Ends the stream; before its end, the connection is closed."""
        self._intake.is_over = True
        await self._release()
        self._is_open = False

    async def _begun(self) -> Self:
        if self._opened is None:
            await super()._begun()
            await self._begin()
        return self

    async def _begin(self) -> None:
        http = self._answer.http
        self._chunks = http.aiter_bytes()
        if not self._intake.begin(self._answer):
            try:
                start = await anext(self._chunks, b"")
            except httpx2.RequestError as error:
                raise lost(self._answer, error) from error
            finally:
                await self.aclose()
            raise self._intake.no_stream(start[:KEPT])

    async def _release(self) -> None:
        if self._chunks is not None:
            await self._chunks.aclose()
        if self._opened is not None:
            await self._opened.http.aclose()

    async def _frame(self) -> Frame | None:
        intake = (await self._begun())._intake
        while self._is_open:
            try:
                frame = intake.taken()
                if frame is None and not intake.is_over:
                    await self._fill()
                    continue
            except BaseException:
                await self.aclose()
                raise
            if frame is not None:
                return frame
            await self.aclose()
        return None

    async def _fill(self) -> None:
        """Reads a chunk, from the next connection if need be."""
        reason: TransportError | None = None
        try:
            chunk = None if self._chunks is None else await anext(self._chunks, None)
        except httpx2.RequestError as error:
            chunk, reason = None, lost(self._answer, error)
        if chunk is not None:
            self._intake.feed(chunk)
            return
        await self._release()
        self._intake.ended()
        while True:
            seconds = self._intake.pause(reason)
            if self._intake.is_over:
                return
            await async_sleep(seconds)
            try:
                self._opened = await self._client.send_open(self._intake.resumed())
            except TransportError as error:
                reason = error
                continue
            await self._begin()
            return


class SendsStreams:
    """A client of an API that answers with streams."""

    def send_stream(
        self: Sends, request: StreamRequest[E] | StreamableRequest[Any, E]
    ) -> Stream[E]:
        """The stream that a request is answered with, for a `with` block.

        Raises:
            ApiError: One of its kinds.
        """
        return Stream(self, streaming(request))


class AsyncSendsStreams:
    """An asynchronous client of an API that answers with streams."""

    def send_stream(
        self: AsyncSends, request: StreamRequest[E] | StreamableRequest[Any, E]
    ) -> AsyncStream[E]:
        """The stream that a request is answered with, for an `async with` block."""
        return AsyncStream(self, streaming(request))
