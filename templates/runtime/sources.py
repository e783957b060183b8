"""Request bodies that are read while they are sent."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass

from .request import Payload

CHUNK = 65_536
"""Bytes that are read from a file at a time."""

Progress = Callable[[int, int | None], object]
"""Called with the bytes sent so far, and the total if it is known."""


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes that are not in memory, or too large to copy.

    `open` returns them from the start; more than once only if `repeatable`. `length` is
    in bytes, None if unknown.
    """

    open: Callable[[], Iterable[bytes] | AsyncIterable[bytes]]
    length: int | None
    repeatable: bool
    progress: Progress | None = None


class Streamed(Payload):
    """A body whose parts are not all in memory; `content` is empty."""

    def __init__(self, media_type: str, parts: tuple[bytes | Source, ...]) -> None:
        super().__init__(b"", media_type)
        self.parts = parts

    @property
    def length(self) -> int | None:
        """In bytes, None if unknown."""
        total = 0
        for part in self.parts:
            length = len(part) if isinstance(part, bytes) else part.length
            if length is None:
                return None
            total += length
        return total

    @property
    def repeatable(self) -> bool:
        """Whether it can be sent again."""
        return all(isinstance(part, bytes) or part.repeatable for part in self.parts)

    def chunks(self) -> bytes | Iterator[bytes]:
        """The body for a synchronous client.

        Raises:
            TypeError: A part is asynchronous.
        """
        opened = [p if isinstance(p, bytes) else sync_chunks(p) for p in self.parts]
        return _chained(opened)

    def async_chunks(self) -> bytes | AsyncIterator[bytes]:
        """The body for an asynchronous client; files are read in threads."""
        return _chained_async(self.parts)


def joined(parts: Iterable[bytes | Source], media_type: str) -> Payload:
    """The payload of these parts, in memory if all of them are."""
    content = tuple(parts)
    in_memory = [part for part in content if isinstance(part, bytes)]
    if len(in_memory) == len(content):
        return Payload(b"".join(in_memory), media_type)
    return Streamed(media_type, content)


def _chained(parts: Iterable[bytes | Iterator[bytes]]) -> Iterator[bytes]:
    for part in parts:
        if isinstance(part, bytes):
            yield part
        else:
            yield from part


async def _chained_async(parts: Iterable[bytes | Source]) -> AsyncIterator[bytes]:
    for part in parts:
        if isinstance(part, bytes):
            yield part
        else:
            async for chunk in async_chunks(part):
                yield chunk


def sync_chunks(source: Source) -> Iterator[bytes]:
    """The bytes of a source, for a synchronous client."""
    opened = source.open()
    if not isinstance(opened, Iterable):
        raise TypeError("an asynchronous body needs the AsyncClient")
    return _counted(opened, source)


def _counted(chunks: Iterable[bytes], source: Source) -> Iterator[bytes]:
    sent = 0
    for chunk in chunks:
        yield chunk
        sent += len(chunk)
        if source.progress is not None:
            source.progress(sent, source.length)


async def async_chunks(source: Source) -> AsyncIterator[bytes]:
    """The bytes of a source, for an asynchronous client."""
    opened, sent = source.open(), 0
    chunks = in_threads(opened) if isinstance(opened, Iterable) else opened
    async for chunk in chunks:
        yield chunk
        sent += len(chunk)
        if source.progress is not None:
            source.progress(sent, source.length)


async def in_threads(chunks: Iterable[bytes]) -> AsyncIterator[bytes]:
    """The same chunks, each read in a thread, so that reading does not block the event
    loop."""
    from anyio.to_thread import run_sync  # Endpoint functions need no anyio.

    iterator = iter(chunks)
    while True:
        chunk = await run_sync(next, iterator, None, abandon_on_cancel=True)
        if chunk is None:
            return
        yield chunk
