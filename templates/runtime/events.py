"""The formats of streams, from chunks of bytes to frames; no I/O here.

A frame is an `Event`, or the bytes of one JSON text. What is not complete yet is held,
up to a limit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from .lazy import public

LONGEST = 16 << 20
"""Bytes of the longest frame, unless the stream is told otherwise."""

KEPT = 1 << 20
"""Bytes that are kept of a frame that is too long."""

_MARK = b"\xef\xbb\xbf"
_SPACE = b" \t\r\n"
_SMALL = 4096
_LINES = frozenset({"jsonl", "x-jsonl", "ndjson", "x-ndjson", "json-lines"})


@public
@dataclass(frozen=True, slots=True)
class Event:
    """One server-sent event (HTML standard, section 9.2.6).

    `id` is the last one that the stream named, "" if none; `retry` the milliseconds to
    wait before connecting again, where this event says so.
    """

    event: str
    data: str
    id: str = ""
    retry: int | None = None


@dataclass(frozen=True, slots=True)
class Dataless(Event):
    """An event without data, which the standard ignores and a schema may describe."""


class Truncated(bytes):
    """A JSON text that may have lost its end (RFC 7464, section 2.4)."""


Frame = Event | bytes


class TooLong(ValueError):
    """A frame is longer than allowed; `start` is what it starts with."""

    def __init__(self, limit: int, start: bytes) -> None:
        super().__init__(f"it is longer than {limit:,} bytes")
        self.start = start[:KEPT]


class Parser(Protocol):
    """Takes the chunks of one connection, in order."""

    def feed(self, chunk: bytes) -> Iterator[Frame]:
        """The frames that this chunk completes.

        Raises:
            TooLong: A frame is; there is no way to go on.
        """
        ...

    def end(self) -> Iterator[Frame]:
        """The frames that the end of the stream completes."""
        ...


def parser_of(media_type: str, limit: int = LONGEST) -> Parser | None:
    """The parser of a media type, None where it is not one of a stream."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind == "text/event-stream":
        return EventParser(limit)
    name = kind.partition("/")[2]
    if name == "json-seq" or name.endswith("+json-seq"):
        return SequenceParser(limit)
    return LineParser(limit) if name in _LINES else None


class _Pieces:
    """Cuts chunks where `split` does; the piece behind the last cut is held."""

    def __init__(self, split: Callable[[bytes], list[bytes]], limit: int) -> None:
        self._split = split
        self._limit = limit
        self._held: list[bytes] = []
        self._at_start = True
        self.size = 0

    def cut(self, chunk: bytes) -> Iterator[bytes]:
        """The pieces that end in this chunk.

        Raises:
            TooLong: A piece is.
        """
        first, *others = self._split(chunk)
        self._hold(first)
        for piece in others:
            yield self.released()
            self._hold(piece)

    def held(self) -> bytes:
        """What has no end yet."""
        self._held = [b"".join(self._held)]
        return self._held[0]

    def released(self) -> bytes:
        """What was held, and is not any more; without the byte order mark."""
        piece = self._held[0] if len(self._held) == 1 else b"".join(self._held)
        if self._at_start:
            self._at_start = False
            piece = piece.removeprefix(_MARK)
        self._held = []
        self.size = 0
        return piece

    def _hold(self, piece: bytes) -> None:
        if piece:
            self.size += len(piece)
            self._held.append(piece)
            if self.size > self._limit:
                raise TooLong(self._limit, b"".join(self._held))


class _Newlines:
    """Cuts at CR, LF and CRLF, also where a chunk ends between the two."""

    def __init__(self) -> None:
        self._after_return = False

    def __call__(self, chunk: bytes) -> list[bytes]:
        if self._after_return and chunk:
            chunk = chunk.removeprefix(b"\n")
            self._after_return = False
        if not chunk:
            return [b""]
        self._after_return = chunk.endswith(b"\r")
        lines = chunk.splitlines()
        return [*lines, b""] if chunk.endswith((b"\r", b"\n")) else lines


class EventParser:
    """Server-sent events (HTML standard, section 9.2.6).

    `last_id` is the last event ID, `retry` the reconnection time in milliseconds: they
    are for the next connection. Named events without data are ignored, except where
    `takes_dataless`.
    """

    takes_dataless = False

    def __init__(self, limit: int = LONGEST, last_id: str = "") -> None:
        self._lines = _Pieces(_Newlines(), limit)
        self._limit = limit
        self.last_id = last_id
        self.retry: int | None = None
        self._id = last_id
        self._reset()

    def feed(self, chunk: bytes) -> Iterator[Frame]:
        """The events that this chunk completes.

        Raises:
            TooLong: A line or the data of an event is.
        """
        for line in self._lines.cut(chunk):
            if line:
                self._field(line)
                continue
            self.last_id = self._id
            if self._data:
                data = b"\n".join(self._data).decode("utf-8", "replace")
                event = self._event or "message"
                made = Event(event, data, self._id, self._event_retry)
                self._reset()
                yield made
            elif self._event and self.takes_dataless:
                made = Dataless(self._event, "", self._id, self._event_retry)
                self._reset()
                yield made
            else:
                self._reset()

    def end(self) -> Iterator[Frame]:
        """None: an event without the empty line behind it does not count."""
        return iter(())

    def _reset(self) -> None:
        self._data: list[bytes] = []
        self._size = 0
        self._event = ""
        self._event_retry: int | None = None

    def _field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"data":
            self._data.append(value)
            self._size += len(value) + 1
            if self._size > self._limit:
                raise TooLong(self._limit, b"\n".join(self._data))
        elif name == b"event":
            self._event = value.decode("utf-8", "replace")
        elif name == b"id" and b"\0" not in value:
            self._id = value.decode("utf-8", "replace")
        elif name == b"retry" and value.isdigit():
            # More digits than these are for ever, and too many for Python.
            self.retry = self._event_retry = int(value.lstrip(b"0")[:15] or b"0")


class LineParser:
    """JSON texts, one on each line; empty lines do not count."""

    def __init__(self, limit: int = LONGEST) -> None:
        self._pieces = _Pieces(lambda chunk: chunk.split(b"\n"), limit)

    def feed(self, chunk: bytes) -> Iterator[Frame]:
        """The lines that this chunk completes.

        Raises:
            TooLong: A line is.
        """
        for line in self._pieces.cut(chunk):
            if text := line.strip(_SPACE):
                yield text

    def end(self) -> Iterator[Frame]:
        """The last line, where no line feed is behind it."""
        if text := self._pieces.released().strip(_SPACE):
            yield text


class SequenceParser:
    """JSON texts, each behind a record separator (RFC 7464)."""

    def __init__(self, limit: int = LONGEST) -> None:
        self._pieces = _Pieces(lambda chunk: chunk.split(b"\x1e"), limit)
        self._tried = 0

    def feed(self, chunk: bytes) -> Iterator[Frame]:
        """The texts that this chunk completes.

        Raises:
            TooLong: A text is.
        """
        for piece in self._pieces.cut(chunk):
            self._tried = 0
            yield from _sequenced(piece)
        # The next separator may be long in coming, and a line feed ends most texts. Not
        # every one: so it is looked at, a large one each time at twice the size.
        size = self._pieces.size
        if chunk.endswith(b"\n") and (size < _SMALL or size >= 2 * self._tried):
            self._tried = size
            if _is_whole(self._pieces.held()):
                yield from _sequenced(self._pieces.released())
                self._tried = 0

    def end(self) -> Iterator[Frame]:
        """The last text."""
        yield from _sequenced(self._pieces.released())


def _sequenced(piece: bytes) -> Iterator[Frame]:
    text = piece.strip(_SPACE)
    if text:
        is_open = text[:1] not in b'{["' and piece[-1:] not in _SPACE
        yield Truncated(text) if is_open else text


def _is_whole(text: bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
