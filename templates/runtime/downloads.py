"""Answers that are bytes, as they come: into a loop or a file."""

from __future__ import annotations

from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Callable,
    Generator,
    Iterable,
    Iterator,
)
from contextlib import aclosing, closing
from os import PathLike
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, cast

import httpx2

from .lazy import public
from .opened import AsyncOpened, Opened, Unread, lost

Progress = Callable[[int, int | None], object]
"""Is told the bytes that came so far, and those that there are, if the server says."""

WRITTEN = 1 << 18
"""Bytes that are written to a file at once."""


class _Sized(Unread):
    """A response whose length is known, if the server says it."""

    @property
    def total(self) -> int | None:
        """How many bytes there are, if the server says."""
        length = self.headers.get("content-length", "")
        # What is counted is what comes out of an encoding, not what goes in.
        known = length.isdecimal() and "content-encoding" not in self.headers
        return int(length) if known else None


@public
class Download(Opened, _Sized, Iterable[bytes]):
    """The bytes of an answer, once: by `for`, `read` or `to_file`, in a `with` block.

    All of them may raise TransportError when the connection is lost.
    """

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks(None)

    def read(self) -> bytes:
        """All bytes at once."""
        return b"".join(self)

    def to_file(
        self, path: str | PathLike[str], *, progress: Progress | None = None
    ) -> None:
        """Writes a file; it takes the place of `path` when it is complete.

        Raises:
            OSError: It cannot be written.
        """
        with (
            _File(path) as file,
            closing(self._chunks(WRITTEN)) as chunks,
        ):
            received = 0
            for chunk in chunks:
                file.write(chunk)
                received += len(chunk)
                if progress:
                    progress(received, self.total)

    def _chunks(self, size: int | None) -> Generator[bytes, None, None]:
        try:
            yield from self._answer.http.iter_bytes(size)
        except httpx2.RequestError as error:
            raise lost(self._answer, error) from error
        finally:
            self.close()


@public
class AsyncDownload(AsyncOpened, _Sized, AsyncIterable[bytes]):
    """The bytes of an answer, once: by `async for`, `read` or `to_file`.

    It is as a `Download` otherwise.
    """

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._chunks(None)

    async def read(self) -> bytes:
        """All bytes at once."""
        return b"".join([chunk async for chunk in self])

    async def to_file(
        self, path: str | PathLike[str], *, progress: Progress | None = None
    ) -> None:
        """Writes a file, in a thread; it takes the place of `path` when it is complete.

        Raises:
            OSError: It cannot be written.
        """
        from anyio.to_thread import run_sync  # Downloads of a `SyncClient` need none.

        with _File(path) as file:
            received = 0
            async with aclosing(self._chunks(WRITTEN)) as chunks:
                async for chunk in chunks:
                    await run_sync(file.write, chunk)
                    received += len(chunk)
                    if progress:
                        progress(received, self.total)

    async def _chunks(self, size: int | None) -> AsyncGenerator[bytes, None]:
        await self._begun()
        try:
            async for chunk in self._answer.http.aiter_bytes(size):
                yield chunk
        except httpx2.RequestError as error:
            raise lost(self._answer, error) from error
        finally:
            await self.aclose()


class _File:
    """A file beside its target, which it replaces where the block ends well."""

    def __init__(self, path: str | PathLike[str]) -> None:
        self._path = Path(path)
        self._new = self._path.with_name(f".{token_hex(8)}.part")

    def __enter__(self) -> BinaryIO:
        self._file = self._new.open("xb")
        return cast(BinaryIO, self._file)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            self._file.close()
            if kind is None:
                self._new.replace(self._path)
        finally:
            self._new.unlink(missing_ok=True)
