"""Files, and all else that is sent as it is."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from mimetypes import guess_type
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol, cast

from .payload import CHUNK, Progress, Source

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

OCTETS = "application/octet-stream"


class Readable(Protocol):
    """A file that is open in binary mode, or what reads like one."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class File:
    """Content to upload, and what the server is told about it.

    A path is opened when it is sent, and closed. An open file is read from where it
    stands now, and not closed. An iterator can be sent once: such a call is not retried.
    `progress` is called with the bytes that were sent and the whole number of them (None
    if unknown), after each chunk; from 0 again if the call is repeated.

    Args:
        content: bytes, a path, an open file, or chunks of bytes.
        name: In a multipart form, else the path's or the file's own.
        content_type: Else guessed by the name.
        headers: In a multipart form, of its part.
        progress: Is told how far it is.
    """

    content: (
        bytes | bytearray | memoryview | Path | Readable | Iterable[bytes]
    ) | AsyncIterable[bytes] = field(repr=False)
    name: str | None = None
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    progress: Progress | None = None
    _start: int | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_start", _position(self.content))


class _Untouched:
    """Tells pydantic to keep a value as it is: a stream can be read but once."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.any_schema()


FileContent = Annotated[
    bytes
    | bytearray
    | memoryview
    | Path
    | Readable
    | Iterator[bytes]
    | AsyncIterator[bytes]
    | File,
    _Untouched(),
]
"""What may be given as a file: its content, or a `File` that says more about it."""


def is_file(value: object) -> bool:
    """Whether a value is content of its own, in place of text or a collection."""
    return isinstance(value, (bytes, bytearray, memoryview)) or is_stream(value)


def is_stream(value: object) -> bool:
    """Whether it is such content, and more than bytes."""
    kinds = (File, Path, Iterator, AsyncIterator)
    return isinstance(value, kinds) or callable(getattr(value, "read", None))


def source_of(value: object) -> bytes | Source:
    """The bytes of what `is_file`.

    Raises:
        OSError: A file is not there.
        ValueError: A generator has been sent before.
        TypeError: It is none of what a `File` may hold.
    """
    if not isinstance(value, File):
        value = File(cast(Any, value))
    content, progress = value.content, value.progress
    if isinstance(content, (bytes, bytearray, memoryview)):
        return _in_memory(cast(bytes, content), progress)
    if isinstance(content, PathLike):
        path = Path(content)
        return Source(lambda: _opened(path), path.stat().st_size, True, progress)
    start: int | None = getattr(value, "_start")  # noqa: B009
    if (read := getattr(content, "read", None)) is not None:
        length = None if start is None else _length(content, start)
        return Source(
            lambda: _from(content, read, start), length, start is not None, progress
        )
    if isinstance(content, (Iterable, AsyncIterable)) and not isinstance(content, str):
        for frame in ("gi_frame", "ag_frame"):
            if getattr(content, frame, content) is None:
                raise ValueError("a generator can be sent only once")
        chunks = cast(Iterable[bytes], content)
        again = not isinstance(content, (Iterator, AsyncIterator))
        return Source(lambda: chunks, None, again, progress)
    raise TypeError(f"a {type(content).__name__} cannot be sent as a file")


def file_name(value: object) -> str:
    """The name of a file, "" if it has none."""
    content = value
    if isinstance(value, File):
        if value.name is not None:
            return value.name
        content = value.content
    if isinstance(content, Path):
        return content.name
    name = getattr(content, "name", None)
    return Path(name).name if isinstance(name, str) else ""


def file_type(value: object, declared: str = "") -> str:
    """The media type of a file: its own, or one of those that are `declared`.

    Several may be declared with commas, and with wildcards; the name of the file
    chooses among them.
    """
    if isinstance(value, File) and value.content_type is not None:
        return value.content_type
    allowed = [text.strip() for text in declared.split(",") if text.strip()]
    guessed = guess_type(file_name(value))[0]
    if guessed and (not allowed or any(_fits(guessed, range_) for range_ in allowed)):
        return guessed
    return next((text for text in allowed if "*" not in text), OCTETS)


def _fits(media_type: str, allowed: str) -> bool:
    major, _, minor = allowed.partition(";")[0].lower().partition("/")
    return (major in ("*", media_type.partition("/")[0])) and (
        minor in ("*", media_type.partition("/")[2])
    )


def _in_memory(content: object, progress: Progress | None) -> bytes | Source:
    if isinstance(content, bytes) and progress is None:
        return content
    view = memoryview(cast(bytes, content)).cast("B")
    if len(view) <= CHUNK and progress is None:
        return bytes(view)

    def chunks() -> Iterator[bytes]:
        for start in range(0, len(view), CHUNK):
            yield bytes(view[start : start + CHUNK])

    return Source(chunks, len(view), True, progress)


def _opened(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _from(file: Any, read: Any, start: int | None) -> Iterator[bytes]:
    if start is not None:
        file.seek(start)
    while chunk := read(CHUNK):
        if not isinstance(chunk, bytes):
            raise TypeError("a file must be open in binary mode to be sent")
        yield chunk


def _position(content: object) -> int | None:
    """Where an open file stands; None if it cannot go back there."""
    try:
        if cast(Any, content).seekable():
            return int(cast(Any, content).tell())
    except (AttributeError, OSError):
        pass
    return None


def _length(file: Any, start: int) -> int:
    end = int(file.seek(0, 2))
    file.seek(start)
    return end - start
