"""A stream without its I/O: from chunks to frames to items, and reconnection."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .codec import adapter, read_data, read_json, restored
from .decoding import decoded, parsed
from .drift import SWITCH, Note, Unfit, problems, salvaged, without_input
from .errors import TransportError
from .events import (
    MAX_LENGTH,
    Dataless,
    Event,
    EventParser,
    Frame,
    TooLong,
    Truncated,
    parser_of,
)
from .retries import MAX_RETRY_AFTER, backoff

if TYPE_CHECKING:
    from .errors import DecodeError
    from .response import OpenResponse
    from .stream_requests import Items, StreamRequest

E = TypeVar("E")

_NO_STREAM = ("json", "html", "xml")


class Intake(Generic[E]):
    """The state of a stream, over all its connections."""

    def __init__(self, request: StreamRequest[E]) -> None:
        self.request = request
        self.items: Items = request.items
        self.max_length = MAX_LENGTH
        """Bytes of the longest item."""
        self.max_attempts = 0
        """Connections in a row without an item, before the stream ends."""
        self.is_over = False
        self.opened: OpenResponse
        self._attempts = 0
        self._parser = parser_of(self.items.media_type) or EventParser()
        self._events = EventParser()
        self._frames: Iterator[Frame] = iter(())

    @property
    def has_events(self) -> bool:
        """Whether the frames are events."""
        return isinstance(self._parser, EventParser)

    def begin(self, opened: OpenResponse) -> bool:
        """Starts to read a new response; False if it is not a stream."""
        self.opened = opened
        self.is_over = opened.status == 204
        media_type = opened.headers.get("content-type", "")
        parser = (self.items.parser or parser_of)(media_type, self.max_length)
        if parser is None:
            if self.items.parser is not None:
                return False
            declared = parser_of(self.items.media_type, self.max_length)
            parser = declared or EventParser()
            is_other = any(name in media_type.lower() for name in _NO_STREAM)
            if is_other and isinstance(parser, EventParser) and not self.is_over:
                return False
        if isinstance(parser, EventParser):
            # Beyond the standard, the last ID carries over to the next connection,
            # which may be lost before it sends one.
            parser = EventParser(self.max_length, self._events.last_id)
            parser.retry = self._events.retry
            parser.includes_dataless = self.items.whole is not None
            self._events = parser
        self._parser = parser
        return True

    def feed(self, chunk: bytes) -> None:
        """Parses a chunk; called when `next_frame` is None."""
        self._frames = self._parser.feed(chunk)

    def next_frame(self) -> Frame | None:
        """The next frame, None if another chunk is needed or the stream is over.

        Raises:
            DecodeError: The frame is too long; the stream is over.
        """
        try:
            frame = next(self._frames, None)
            while isinstance(frame, Dataless) and not self._is_documented(frame):
                frame = next(self._frames, None)
        except TooLong as error:
            self.is_over = True
            what = f"a stream with an invalid item: {error}"
            raise self.opened.undecodable(what, error.start) from error
        if frame is None:
            return None
        self._attempts = 0
        if self._is_done(frame):
            self.is_over = True
            return None
        return frame

    def end(self) -> None:
        """Parses the end of a response."""
        self._frames = self._parser.end()

    def pause(self, reason: TransportError | None) -> float:
        """Seconds before the next connection, unless the stream is over.

        Raises:
            TransportError: The connection is lost and there is no further attempt.
        """
        if self._attempts >= self.max_attempts:
            self.is_over = True
            if reason is not None:
                raise reason
            return 0.0
        asked = self._events.retry
        seconds = 0.0 if asked is None else min(asked / 1000, MAX_RETRY_AFTER)
        if asked is None or self._attempts:
            seconds += backoff(self._attempts)
        self._attempts += 1
        return seconds

    def resumed(self) -> StreamRequest[E]:
        """The request that continues after the last event."""
        request = copy(self.request)
        last_id = self._events.last_id
        if last_id:
            request.headers = {**request.headers, "Last-Event-ID": last_id}
        return request

    def item(self, frame: Frame) -> E:
        """The value of a frame.

        Raises:
            DecodeError: It does not match the document, and the client is strict. The
                stream can still be read.
        """
        kind = self.items.type
        if kind is Event:
            return cast(E, frame)
        opened, observer = self.opened, self.opened.observer
        try:
            if isinstance(frame, Truncated):
                raise Unfit("it may be truncated")
            if observer is None:
                return cast(E, self._value(kind, frame))
            read = partial(self._value, kind, frame)
            return cast(E, observer.reads(opened, kind, _content(frame), read))
        except ValueError as error:
            problem = without_input(error)

        def salvage(note: Note | None = None) -> Any:
            return salvaged(kind, self._data(frame), note)

        errors, content, value = problems(problem), _content(frame), None
        if observer is not None:
            value = observer.salvages(opened, kind, problem, salvage)
        if opened.drift is None:
            first = "; ".join([*errors.values()][:3])
            what = "a stream with an item that does not match the document"
            raise opened.undecodable(f"{what}: {first}; {SWITCH}", content) from problem
        opened.drift.report(self.request, opened.status, errors, content)
        value = salvage() if observer is None else value
        is_whole = isinstance(frame, bytes) or self.items.whole is None
        return cast(E, restored(kind, value, content) if is_whole else value)

    def not_a_stream(self, content: bytes) -> DecodeError:
        """The error for a response that is not a stream."""
        kind = self.opened.headers.get("content-type", "")
        return self.opened.undecodable(f"{kind}, which is not a stream", content)

    def _is_documented(self, event: Dataless) -> bool:
        """Whether the schema of the events allows this one without data."""
        try:
            self._value(self.items.type, event)
        except ValueError:
            return False
        return True

    def _is_done(self, frame: Frame) -> bool:
        items = self.items
        if items.done is not None:
            return _content(frame) == items.done.encode()
        # Many servers end with this, which is not JSON and so never an item.
        decodes = items.type is not Event and items.whole != "text"
        return decodes and _content(frame) == b"[DONE]"

    def _value(self, kind: Any, frame: Frame) -> Any:
        if isinstance(frame, bytes):
            if (headers := getattr(frame, "headers", None)) is not None:
                return decoded(kind, frame[:], headers, "text/plain")
            return read_json(kind, frame)
        whole = self.items.whole
        if whole is None:
            return read_json(kind, frame.data)
        is_text = whole == "text" or frame.event in self.items.texts
        if not is_text and not isinstance(frame, Dataless):
            try:
                return _event(kind, frame, parsed(frame.data))
            except ValueError:
                if whole == "json":
                    raise
        return _event(kind, frame, frame.data)

    def _data(self, frame: Frame) -> Any:
        """A frame that does not match its type, as data."""
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


def _event(kind: Any, event: Event, data: Any) -> Any:
    members = _members(event, data)
    try:
        return read_data(kind, members)
    except ValueError:
        # All fields of an event are sent as text; only its data may be JSON.
        if data is event.data:
            return adapter(kind).validate_python(members)
        if not event.id.isdecimal():
            raise
    return read_data(kind, {**members, "id": int(event.id)})


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
