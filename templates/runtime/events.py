"""Parsers of stream formats, from chunks of bytes to frames, without I/O.

A frame is an `Event` or the bytes of one JSON text. Incomplete frames are buffered up to
a limit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from .lazy import public

MAX_LENGTH = 16 << 20
"""Bytes of the longest frame, by default."""

MAX_EXCERPT = 1 << 20
"""Bytes of a longer frame that an error contains."""

_BOM = b"\xef\xbb\xbf"
_SPACE = b" \t\r\n"
_SMALL = 4096
_LINES = frozenset({"jsonl", "x-jsonl", "ndjson", "x-ndjson", "json-lines"})


@public
@dataclass(frozen=True, slots=True)
class Event:
    """One server-sent event (HTML standard, section 9.2.6).

    `id` is the last event ID of the stream, "" if it has none; `retry` is the delay in
    milliseconds before reconnecting, if this event sets it.
    """

    event: str
    data: str
    id: str = ""
    retry: int | None = None


@dataclass(frozen=True, slots=True)
class Dataless(Event):
    """An event without data, which the standard ignores but a schema may describe."""


class Truncated(bytes):
    """A JSON text that may be truncated (RFC 7464, section 2.4)."""


Frame = Event | bytes


class TooLong(ValueError):
    """A frame is longer than the limit; `start` is its beginning."""

    def __init__(self, limit: int, start: bytes) -> None:
        super().__init__(f"it is longer than {limit:,} bytes")
        self.start = start[:MAX_EXCERPT]


class Parser(Protocol):
    """Parses the chunks of one response, in order."""

    def feed(self, chunk: bytes) -> Iterator[Frame]:
        """The frames that this chunk completes.

        Raises:
            TooLong: A frame is too long; parsing cannot continue.
        """
        ...

    def end(self) -> Iterator[Frame]:
        """The frames that the end of the stream completes."""
        ...


def parser_of(media_type: str, limit: int = MAX_LENGTH) -> Parser | None:
    """The parser for a media type, None if it is not one of a stream."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind == "text/event-stream":
        return EventParser(limit)
    name = kind.partition("/")[2]
    if name == "json-seq" or name.endswith("+json-seq"):
        return SequenceParser(limit)
    return LineParser(limit) if name in _LINES else None


class _Pieces:
    """Splits chunks by `split`; the piece after the last delimiter is buffered."""

    def __init__(self, split: Callable[[bytes], list[bytes]], limit: int) -> None:
        self._split = split
        self._limit = limit
        self._buffer: list[bytes] = []
        self._at_start = True
        self.size = 0

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The pieces that end in this chunk.

        Raises:
            TooLong: A piece is too long.
        """
        first, *others = self._split(chunk)
        self._append(first)
        for piece in others:
            yield self.flush()
            self._append(piece)

    def peek(self) -> bytes:
        """The incomplete piece."""
        self._buffer = [b"".join(self._buffer)]
        return self._buffer[0]

    def flush(self) -> bytes:
        """Empties the buffer: the piece in it, without a byte order mark."""
        piece = self._buffer[0] if len(self._buffer) == 1 else b"".join(self._buffer)
        if self._at_start:
            self._at_start = False
            piece = piece.removeprefix(_BOM)
        self._buffer = []
        self.size = 0
        return piece

    def _append(self, piece: bytes) -> None:
        if piece:
            self.size += len(piece)
            self._buffer.append(piece)
            if self.size > self._limit:
                raise TooLong(self._limit, b"".join(self._buffer))


class _Newlines:
    """Splits at CR, LF and CRLF, even if a chunk ends between CR and LF."""

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

    The next connection needs `last_id`, the last event ID, and `retry`, the reconnection
    time in milliseconds. Named events without data are ignored unless
    `includes_dataless`.
    """

    includes_dataless = False

    def __init__(self, limit: int = MAX_LENGTH, last_id: str = "") -> None:
        self._lines = _Pieces(_Newlines(), limit)
        self._limit = limit
        self.last_id = last_id
        self.retry: int | None = None
        self._id = last_id
        self._reset()

    def feed(self, chunk: bytes) -> Iterator[Frame]:
        """The events that this chunk completes.

        Raises:
            TooLong: A line or the data of an event is too long.
        """
        for line in self._lines.feed(chunk):
            if line:
                self._field(line)
                continue
            self.last_id = self._id
            event: Event | None = None
            if self._data:
                data = b"\n".join(self._data).decode("utf-8", "replace")
                name = self._event or "message"
                event = Event(name, data, self._id, self._event_retry)
            elif self._event and self.includes_dataless:
                event = Dataless(self._event, "", self._id, self._event_retry)
            self._reset()
            if event is not None:
                yield event

    def end(self) -> Iterator[Frame]:
        """No frames: an event without an empty line after it is incomplete."""
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
            # Fifteen digits are 30,000 years; int() refuses thousands of digits.
            self.retry = self._event_retry = int(value.lstrip(b"0")[:15] or b"0")


class LineParser:
    """JSON texts, one on each line; empty lines are ignored."""

    def __init__(self, limit: int = MAX_LENGTH) -> None:
        self._pieces = _Pieces(lambda chunk: chunk.split(b"\n"), limit)

    def feed(self, chunk: bytes) -> Iterator[Frame]:
        """The lines that this chunk completes.

        Raises:
            TooLong: A line is too long.
        """
        for line in self._pieces.feed(chunk):
            if text := line.strip(_SPACE):
                yield text

    def end(self) -> Iterator[Frame]:
        """The last line, if it does not end with a line feed."""
        if text := self._pieces.flush().strip(_SPACE):
            yield text


class SequenceParser:
    """JSON texts, each after a record separator (RFC 7464)."""

    def __init__(self, limit: int = MAX_LENGTH) -> None:
        self._pieces = _Pieces(lambda chunk: chunk.split(b"\x1e"), limit)
        self._checked = 0

    def feed(self, chunk: bytes) -> Iterator[Frame]:
        """The texts that this chunk completes.

        Raises:
            TooLong: A text is too long.
        """
        for piece in self._pieces.feed(chunk):
            self._checked = 0
            yield from _sequenced(piece)
        # The next separator may come much later than the line feed that ends most texts.
        # So the buffer is parsed; if it is large, only each time its size has doubled.
        size = self._pieces.size
        if chunk.endswith(b"\n") and (size < _SMALL or size >= 2 * self._checked):
            self._checked = size
            if _is_json(self._pieces.peek()):
                yield from _sequenced(self._pieces.flush())
                self._checked = 0

    def end(self) -> Iterator[Frame]:
        """The last text."""
        yield from _sequenced(self._pieces.flush())


def _sequenced(piece: bytes) -> Iterator[Frame]:
    text = piece.strip(_SPACE)
    if text:
        is_open = text[:1] not in b'{["' and piece[-1:] not in _SPACE
        yield Truncated(text) if is_open else text


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
