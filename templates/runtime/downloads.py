"""Responses as bytes, in a loop or into a file."""

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
from .opened import AsyncOpened, Opened, Unread, connection_error

Progress = Callable[[int, int | None], object]
"""Called with the bytes received so far, and the total if the server sends it."""

WRITE_SIZE = 1 << 18
"""Bytes that are written to a file at a time."""


class _Sized(Unread):
    """A response with a length."""

    @property
    def total(self) -> int | None:
        """The number of bytes, None if the server does not send it."""
        length = self.headers.get("content-length", "")
        # Content-Length counts encoded bytes, progress decoded ones.
        is_known = length.isdecimal() and "content-encoding" not in self.headers
        return int(length) if is_known else None


@public
class Download(Opened, _Sized, Iterable[bytes]):
    """The bytes of a response, to be read once, in a `with` block: by `for`, `read` or
    `to_file`, which raise TransportError if the connection is lost."""

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks(None)

    def read(self) -> bytes:
        """All bytes at once."""
        return b"".join(self)

    def to_file(
        self, path: str | PathLike[str], *, progress: Progress | None = None
    ) -> None:
        """Writes a file, which replaces `path` once it is complete.

        Raises:
            OSError: It cannot be written.
        """
        received = 0
        with _File(path) as file, closing(self._chunks(WRITE_SIZE)) as chunks:
            for chunk in chunks:
                file.write(chunk)
                received += len(chunk)
                if progress:
                    progress(received, self.total)

    def _chunks(self, size: int | None) -> Generator[bytes, None, None]:
        try:
            yield from self._response.http.iter_bytes(size)
        except httpx2.RequestError as error:
            raise connection_error(self._response, error) from error
        finally:
            self.close()


@public
class AsyncDownload(AsyncOpened, _Sized, AsyncIterable[bytes]):
    """The bytes of a response, to be read once: by `async for`, `read` or `to_file`,
    which raise TransportError if the connection is lost."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._chunks(None)

    async def read(self) -> bytes:
        """All bytes at once."""
        return b"".join([chunk async for chunk in self])

    async def to_file(
        self, path: str | PathLike[str], *, progress: Progress | None = None
    ) -> None:
        """Writes a file in a thread, which replaces `path` once it is complete.

        Raises:
            OSError: It cannot be written.
        """
        from anyio.to_thread import run_sync  # Not needed by synchronous clients.

        received = 0
        with _File(path) as file:
            async with aclosing(self._chunks(WRITE_SIZE)) as chunks:
                async for chunk in chunks:
                    await run_sync(file.write, chunk)
                    received += len(chunk)
                    if progress:
                        progress(received, self.total)

    async def _chunks(self, size: int | None) -> AsyncGenerator[bytes, None]:
        await self._sent()
        try:
            async for chunk in self._response.http.aiter_bytes(size):
                yield chunk
        except httpx2.RequestError as error:
            raise connection_error(self._response, error) from error
        finally:
            await self.aclose()


class _File:
    """A temporary file that replaces its target if the block succeeds."""

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
