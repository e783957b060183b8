"""Files, and all else that is sent as it is."""

from __future__ import annotations

from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, field
from inspect import iscoroutinefunction
from io import TextIOBase
from mimetypes import guess_type
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol, cast

from .lazy import public
from .request import Body, Payload
from .sources import CHUNK, Progress, Source, joined

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

OCTETS = "application/octet-stream"


class Readable(Protocol):
    """A file that is open in binary mode, or what reads like one.

    Where it is to be awaited, only an asynchronous client can send it.
    """

    def read(self, size: int, /) -> bytes | Awaitable[bytes]: ...


@public
@dataclass(frozen=True, slots=True)
class File(Body):
    """Content to upload, with its name, media type and headers.

    A path is opened when it is sent, and closed. An open file is read from where it
    stands now, and not closed. An iterator can be sent once, and so can a file that is
    awaited, unless it is one of anyio's: such a call is not retried.
    `progress` is called with the bytes that were sent and the whole number of them (None
    if unknown), after each chunk; from 0 again if the call is repeated.

    Args:
        content: bytes, a path, an open file, or chunks of bytes.
        name: In a multipart form, else the path's or the file's own; "" sends none.
        content_type: Else guessed by the name.
        headers: In a multipart form, of its part.
        progress: Called after each chunk.
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

    def payload(self) -> Payload:
        """The content alone, as a body."""
        return joined((source_of(self),), file_type(self))


class _Untouched:
    """Tells pydantic to keep a value as it is: a stream can be read but once."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.any_schema()


Content = (
    bytes
    | bytearray
    | memoryview
    | Path
    | Readable
    | Iterator[bytes]
    | AsyncIterator[bytes]
)
"""What a file may hold."""

FileTuple = (
    tuple[str | None, Content | str]
    | tuple[str | None, Content | str, str | None]
    | tuple[str | None, Content | str, str | None, Mapping[str, str] | None]
)
"""Name, content, media type and headers, as httpx and requests take them."""

FileContent = Annotated[Content | File | FileTuple, _Untouched()]
"""What is accepted as a file: its content, or a `File` with its name and media type."""


def is_file(value: object) -> bool:
    """Whether a value is the content of a file and not text or a collection."""
    return isinstance(value, (bytes, bytearray, memoryview)) or is_stream(value)


def is_stream(value: object) -> bool:
    """Whether it is such content, and more than bytes."""
    kinds = (File, PathLike, Iterator, AsyncIterator)
    return isinstance(value, kinds) or callable(getattr(value, "read", None))


def as_file(value: object, *, with_text: bool = False) -> object:
    """A `File` in place of a tuple (name, content, media type, headers), of which the
    last two may be missing; everything else as it is.

    The content may be text only if `with_text`: a tuple of texts may be a list of them.
    """
    if not isinstance(value, tuple):
        return value
    items = cast(Sequence[Any], value)
    if not 2 <= len(items) <= 4:
        return items
    name, content, kind, headers = (*items, None, None)[:4]
    is_content = is_file(content) or (with_text and isinstance(content, str))
    is_named = isinstance(name, str | None) and isinstance(kind, str | None)
    if not is_named or not is_content or isinstance(content, File):
        return items
    if not isinstance(headers, Mapping | None):
        return items
    own: Any = content.encode() if isinstance(content, str) else content
    return File(own, name or "", kind, cast(Mapping[str, str], headers or {}))


def has_files(value: object) -> bool:
    """Whether a member of an object is a file, or a list of files."""
    members: Iterable[Any] = ()
    if isinstance(value, Mapping):
        members = cast(Mapping[object, object], value).values()
    elif hasattr(type(value), "model_fields"):
        members = cast(Any, value).__dict__.values()
    for member in members:
        items = cast(list[object], member) if isinstance(member, list) else [member]
        if any(is_file(as_file(item)) for item in items):
            return True
    return False


def no_file(name: str, value: object) -> TypeError:
    """The error for a value that is not a file."""
    return TypeError(
        f"{name} must be a file, not {type(value).__name__}: "
        'pass Path("...") for a file on disk, '
        'or File(b"...", name="...") for its content'
    )


def is_text_type(essence: str) -> bool:
    """Whether text may be sent as a media type without saying that it is a file."""
    if essence.endswith("+xml"):
        return True
    major, _, minor = essence.partition("/")
    return major not in ("audio", "font", "image", "video") and minor not in _BINARY


_BINARY = frozenset({"gzip", "octet-stream", "pdf", "x-gzip", "x-tar", "zip"})


def source_of(value: object) -> bytes | Source:
    """The bytes of what `is_file`.

    Raises:
        OSError: A file is not there.
        ValueError: A generator has been sent before.
        TypeError: The content has a type that `File` does not accept.
    """
    value = as_file(value)
    if not isinstance(value, File):
        value = File(cast(Any, value))
    content, progress = value.content, value.progress
    if isinstance(content, (bytes, bytearray, memoryview)):
        return _in_memory(cast(bytes, content), progress)
    if isinstance(content, PathLike):
        path = Path(content)
        return Source(lambda: _opened(path), path.stat().st_size, True, progress)
    start: int | None = getattr(value, "_start")  # noqa: B009
    file = _unwrapped(content)
    if isinstance(file, TextIOBase):
        raise TypeError(
            'a file must be open in binary mode to be sent: open(..., "rb")'
        )
    if (read := getattr(file, "read", None)) is not None:
        if iscoroutinefunction(read):
            return Source(lambda: _awaited(read), None, False, progress)
        length = None if start is None else _length(file, start)
        return Source(
            lambda: _from(file, read, start), length, start is not None, progress
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


def own_type(value: object) -> str | None:
    """The media type that a `File` names.

    Raises:
        ValueError: It contains control characters.
    """
    own = value.content_type if isinstance(value, File) else None
    if own is not None and not own.isprintable():
        raise ValueError(f"the content type {own!r} contains control characters")
    return own


def file_type(value: object, declared: str = "", usual: str = OCTETS) -> str:
    """The media type of a file: its own, one of those that are `declared`, or `usual`.

    Several may be declared with commas, and with wildcards; the name of the file
    chooses among them.
    """
    own = own_type(value)
    if own is not None:
        return own
    allowed = [text.strip() for text in declared.split(",") if text.strip()]
    guessed = guess_type(file_name(value))[0]
    if guessed and (not allowed or any(_fits(guessed, range_) for range_ in allowed)):
        return guessed
    return next((text for text in allowed if "*" not in text), usual)


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
            raise TypeError(
                'a file must be open in binary mode to be sent: open(..., "rb")'
            )
        yield chunk


async def _awaited(read: Any) -> AsyncIterator[bytes]:
    while chunk := await read(CHUNK):
        if not isinstance(chunk, bytes):
            raise TypeError(
                'a file must be open in binary mode to be sent: open(..., "rb")'
            )
        yield chunk


def _unwrapped(content: Any) -> Any:
    """The file in one of anyio's, whose methods are to be awaited: its length is known,
    and asynchronous clients read files in other threads anyway."""
    inner = getattr(content, "wrapped", None)
    return content if inner is None or not hasattr(inner, "read") else inner


def _position(content: object) -> int | None:
    """The position of an open file; None if it cannot seek back to it."""
    file = _unwrapped(content)
    if iscoroutinefunction(getattr(file, "tell", None)):
        return None
    try:
        if file.seekable():
            return int(file.tell())
    except (AttributeError, OSError):
        pass
    return None


def _length(file: Any, start: int) -> int:
    end = int(file.seek(0, 2))
    file.seek(start)
    return end - start
