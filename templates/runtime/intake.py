"""A stream without its I/O: from chunks to frames, and from frames to items."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .codec import adapter, json_reader, restored
from .drift import SWITCH, Unfit, problems, salvaged, without_input
from .errors import TransportError
from .events import (
    LONGEST,
    Dataless,
    Event,
    EventParser,
    Frame,
    TooLong,
    Truncated,
    parser_of,
)
from .json_texts import parsed
from .retries import LONGEST_ASKED_DELAY, backoff

if TYPE_CHECKING:
    from .answers import OpenResponse
    from .errors import DecodeError
    from .stream_requests import Items, StreamRequest

E = TypeVar("E")

_NO_STREAM = ("json", "html", "xml")


class Intake(Generic[E]):
    """A stream without its I/O: from chunks to frames, and from frames to items."""

    def __init__(self, request: StreamRequest[E]) -> None:
        self.request = request
        self.items: Items = request.items
        self.longest = LONGEST
        self.most = 0
        """Connections in a row that may bring nothing, before this gives up."""
        self.is_over = False
        self.opened: OpenResponse
        self._fruitless = 0
        self._parser = parser_of(self.items.media_type) or EventParser()
        self._frames: Iterator[Frame] = iter(())

    @property
    def has_events(self) -> bool:
        """Whether the frames are events."""
        return isinstance(self._parser, EventParser)

    def begin(self, opened: OpenResponse) -> bool:
        """Takes the head of an answer; whether it is one of a stream."""
        self.opened = opened
        self.is_over = opened.status == 204
        media_type = opened.headers.get("content-type", "").lower()
        found = parser_of(media_type, self.longest)
        before = self._parser
        if found is None:
            found = parser_of(self.items.media_type, self.longest) or EventParser()
            other = any(name in media_type for name in _NO_STREAM)
            if other and isinstance(found, EventParser) and not self.is_over:
                return False
        if isinstance(found, EventParser) and isinstance(before, EventParser):
            # Unlike in the standard, the next connection knows the last ID: it could
            # break off before it names one.
            found = EventParser(self.longest, before.last_id)
            found.retry = before.retry
        if isinstance(found, EventParser):
            found.takes_dataless = self.items.whole is not None
        self._parser = found
        return True

    def feed(self, chunk: bytes) -> None:
        """Takes a chunk, once `taken` has nothing more."""
        self._frames = self._parser.feed(chunk)

    def taken(self) -> Frame | None:
        """The next frame, None if more has to be read.

        Raises:
            DecodeError: The frame is too long; the stream is over.
        """
        try:
            frame = next(self._frames, None)
            while isinstance(frame, Dataless) and not self._is_described(frame):
                frame = next(self._frames, None)
        except TooLong as error:
            self.is_over = True
            raise self.opened.undecodable(
                f"a stream with an item that is wrong: {error}",
                error.start,
            ) from error
        if frame is None:
            return None
        self._fruitless = 0
        if self._is_done(frame):
            self.is_over = True
            return None
        return frame

    def ended(self) -> None:
        """The answer has ended as it should."""
        self._frames = self._parser.end()

    def pause(self, reason: TransportError | None) -> float:
        """Seconds before the next connection; the stream may be over instead.

        Raises:
            TransportError: The reason, if there is no next connection.
        """
        if self._fruitless >= self.most:
            self.is_over = True
            if reason is not None:
                raise reason
            return 0.0
        asked = cast(EventParser, self._parser).retry
        seconds = 0.0 if asked is None else min(asked / 1000, LONGEST_ASKED_DELAY)
        if asked is None or self._fruitless:
            seconds += backoff(self._fruitless)
        self._fruitless += 1
        return seconds

    def resumed(self) -> StreamRequest[E]:
        """The request that goes on where the last connection ended."""
        request = copy(self.request)
        last_id = cast(EventParser, self._parser).last_id
        if last_id:
            request.headers = {**request.headers, "Last-Event-ID": last_id}
        return request

    def item(self, frame: Frame) -> E:
        """The value of a frame.

        Raises:
            DecodeError: The client is strict, and it is not what the document says;
                the stream goes on.
        """
        kind = self.items.type
        if kind is Event:
            return cast(E, frame)
        try:
            if isinstance(frame, Truncated):
                raise Unfit("it may have lost its end")
            return cast(E, self._value(kind, frame))
        except ValueError as error:
            problem = without_input(error)
        found, content, opened = problems(problem), _content(frame), self.opened
        if opened.drift is None:
            said = "; ".join([*found.values()][:3])
            what = "a stream with an item that is not what the document says"
            raise opened.undecodable(f"{what}: {said}; {SWITCH}", content) from problem
        opened.drift.report(self.request, opened.status, found, content)
        value = salvaged(kind, self._data(frame))
        is_whole = isinstance(frame, bytes) or self.items.whole is None
        return cast(E, restored(kind, value, content) if is_whole else value)

    def no_stream(self, content: bytes) -> DecodeError:
        """The error for an answer that is none."""
        kind = self.opened.headers.get("content-type", "")
        return self.opened.undecodable(f"{kind}, which is no stream", content)

    def _is_described(self, event: Dataless) -> bool:
        """Whether the schema of the events has such a one without data."""
        try:
            self._value(self.items.type, event)
        except ValueError:
            return False
        return True

    def _is_done(self, frame: Frame) -> bool:
        items = self.items
        if items.done is not None:
            return _content(frame) == items.done.encode()
        # What so many servers end with is no JSON, and so never an item.
        decodes = items.type is not Event and items.whole != "text"
        return decodes and _content(frame) == b"[DONE]"

    def _value(self, kind: Any, frame: Frame) -> Any:
        if isinstance(frame, bytes):
            return json_reader(kind)(frame)
        whole, made = self.items.whole, adapter(kind)
        if whole is None:
            return json_reader(kind)(frame.data)
        is_text = whole == "text" or frame.event in self.items.texts
        if is_text or isinstance(frame, Dataless):
            return made.validate_python(_members(frame, frame.data))
        try:
            return made.validate_python(_members(frame, parsed(frame.data)))
        except ValueError:
            if whole == "json":
                raise
            return made.validate_python(_members(frame, frame.data))

    def _data(self, frame: Frame) -> Any:
        """A frame that does not fit, as data."""
        text = _content(frame)
        try:
            data: Any = parsed(text)
        except ValueError:
            data = text.decode("utf-8", "replace")
        if isinstance(frame, bytes) or self.items.whole is None:
            return data
        items = self.items
        is_text = items.whole == "text" or frame.event in items.texts
        return _members(frame, frame.data if is_text else data)


def _content(frame: Frame) -> bytes:
    return frame if isinstance(frame, bytes) else frame.data.encode()


def _members(event: Event, data: Any) -> dict[str, Any]:
    """An event as the object that a schema describes (OpenAPI 3.2, "Server-Sent Event
    Streams")."""
    members: dict[str, Any] = {"event": event.event, "data": data}
    if isinstance(event, Dataless):
        del members["data"]
    if event.id:
        members["id"] = event.id
    if event.retry is not None:
        members["retry"] = event.retry
    return members
