"""Parses multipart responses part by part (RFC 2046, section 5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email.message import Message
from email.parser import HeaderParser

from .events import MAX_LENGTH, Frame, TooLong, Truncated


class PartFrame(bytes):
    """The content of a part, with its headers by their names in lower case."""

    headers: Mapping[str, str]


def part_parser(media_type: str, limit: int = MAX_LENGTH) -> PartParser | None:
    """The parser of a multipart media type; None if it is none."""
    message = Message()
    message["content-type"] = media_type
    boundary = message.get_boundary()
    is_multipart = message.get_content_maintype() == "multipart"
    return PartParser(boundary, limit) if is_multipart and boundary else None


class PartParser:
    """The parts between boundaries; text before and after them is ignored."""

    def __init__(self, boundary: str, limit: int = MAX_LENGTH) -> None:
        self._delimiter = b"\r\n--" + boundary.encode()
        self._buffer = bytearray(b"\r\n")
        self._limit = limit
        self._searched = 0
        self._has_begun = self._is_over = False

    def feed(self, chunk: bytes) -> Iterator[Frame]:
        """The parts that this chunk completes.

        Raises:
            TooLong: A part is too long.
        """
        if self._is_over:
            return
        self._buffer += chunk
        while not self._is_over:
            at = self._buffer.find(self._delimiter, self._searched)
            if at < 0:
                self._searched = max(0, len(self._buffer) - len(self._delimiter))
                break
            end = at + len(self._delimiter)
            closes = self._buffer.startswith(b"--", end)
            line = self._buffer.find(b"\r\n", end)
            if line < 0 and not closes:
                self._searched = at
                break
            if not closes and self._buffer[end:line].strip(b" \t"):
                self._searched = end  # A longer boundary, such as one in a part.
                continue
            part = bytes(self._buffer[:at])
            del self._buffer[: end if closes else line + 2]
            self._searched, self._is_over = 0, closes
            if self._has_begun:
                yield _part(part)
            self._has_begun = True
        if len(self._buffer) > self._limit:
            raise TooLong(self._limit, bytes(self._buffer))

    def end(self) -> Iterator[Frame]:
        """The last part, if the response ends within it."""
        if self._has_begun and not self._is_over:
            yield Truncated(self._buffer)


def _part(text: bytes) -> PartFrame:
    head, _, content = (b"\r\n" + text).partition(b"\r\n\r\n")
    headers = HeaderParser().parsestr(head.lstrip().decode("utf-8", "replace"))
    frame = PartFrame(content)
    frame.headers = {name.lower(): str(value) for name, value in headers.items()}
    return frame
