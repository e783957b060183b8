"""Bodies that are read as they are sent."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass

from .bodies import Payload

CHUNK = 65_536
"""Bytes that are read of a file at a time."""

Progress = Callable[[int, int | None], object]
"""Is told the bytes that were sent, and of how many; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes that are not in memory, or too many to copy.

    `open` gives them from the start; more than once only if `repeatable`. `length` is
    in bytes, None where nobody knows.
    """

    open: Callable[[], Iterable[bytes] | AsyncIterable[bytes]]
    length: int | None
    repeatable: bool
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Streamed(Payload):
    """A body of several parts, of which some are not in memory; `content` is empty."""

    parts: tuple[bytes | Source, ...]

    @property
    def length(self) -> int | None:
        """In bytes, None where it is not known before the end."""
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
        """What a synchronous client sends.

        Raises:
            TypeError: A part of it is asynchronous.
        """
        opened = [p if isinstance(p, bytes) else _sync(p) for p in self.parts]
        return _chained(opened)

    def async_chunks(self) -> bytes | AsyncIterator[bytes]:
        """What an asynchronous client sends; files are read in other threads."""
        return _chained_async(self.parts)


def joined(parts: Iterable[bytes | Source], media_type: str) -> Payload:
    """The payload of these parts, in memory where all of them are."""
    content = tuple(parts)
    in_memory = [part for part in content if isinstance(part, bytes)]
    if len(in_memory) == len(content):
        return Payload(b"".join(in_memory), media_type)
    return Streamed(b"", media_type, content)


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
            async for chunk in _async(part):
                yield chunk


def _sync(source: Source) -> Iterator[bytes]:
    opened = source.open()
    if not isinstance(opened, Iterable):
        raise TypeError("an asynchronous body needs the AsyncClient")
    return _told(opened, source)


def _told(chunks: Iterable[bytes], source: Source) -> Iterator[bytes]:
    sent = 0
    for chunk in chunks:
        yield chunk
        sent += len(chunk)
        if source.progress is not None:
            source.progress(sent, source.length)


async def _async(source: Source) -> AsyncIterator[bytes]:
    opened, sent = source.open(), 0
    chunks = in_threads(opened) if isinstance(opened, Iterable) else opened
    async for chunk in chunks:
        yield chunk
        sent += len(chunk)
        if source.progress is not None:
            source.progress(sent, source.length)


async def in_threads(chunks: Iterable[bytes]) -> AsyncIterator[bytes]:
    """The same, each made in another thread: what blocks must not block the loop."""
    from anyio.to_thread import run_sync  # Endpoint functions need no anyio.

    iterator = iter(chunks)
    while True:
        chunk = await run_sync(next, iterator, None, abandon_on_cancel=True)
        if chunk is None:
            return
        yield chunk
