"""Request bodies of several items, which are written while they are sent."""

from __future__ import annotations

from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from itertools import chain
from os import PathLike
from typing import Any, TypeVar

from .files import File, as_file
from .plain import Unsendable
from .raw import Raw
from .request import Payload
from .sources import Source, async_chunks, joined, sync_chunks

T = TypeVar("T")

ItemStream = (
    Iterable[T] | AsyncIterable[T] | Callable[[], Iterable[T] | AsyncIterable[T]]
)
"""The items of a body, or a function that returns them anew for each attempt.

They are iterated over while they are sent; an iterator can be sent once only, and so such
a call is not retried.
"""

Write = Callable[[int, Any], bytes | Sequence[bytes | Source]]
"""Writes one item, of which it gets the index."""

_FILES: tuple[type[Any], ...] = (bytes, bytearray, memoryview, str, File, PathLike)
_LISTS: tuple[type[Any], ...] = (list, tuple)
_OBJECTS: tuple[type[Any], ...] = (Mapping,)
_SEVERAL: tuple[type[Any], ...] = (Iterable, AsyncIterable)
_ONCE: tuple[type[Any], ...] = (Iterator, AsyncIterator)


def sequence(
    value: Any, write: Write, media_type: str, end: bytes = b""
) -> Payload | None:
    """The payload of items; a file in place of them is sent unchanged.

    Raises:
        TypeError: The value is no sequence of items.
        ValueError: A generator has been sent before.
    """
    if value is None:
        return None
    if isinstance(as_file(value), _FILES) or callable(getattr(value, "read", None)):
        return Raw(value, media_type).payload()
    if isinstance(value, _LISTS):
        written = (_written(*each, write) for each in enumerate(value))
        return joined([*chain.from_iterable(written), end], media_type)
    source = Source(
        lambda: _opened(value, write, end), None, not _is_spent_by_use(value)
    )
    return joined((source,), media_type)


def _is_spent_by_use(value: Any) -> bool:
    """Whether a value can be iterated over only once.

    Raises:
        TypeError: It is no sequence of items.
        ValueError: It is a generator that has been sent before.
    """
    is_object = isinstance(value, _OBJECTS) or hasattr(value, "model_fields_set")
    is_iterable = isinstance(value, _SEVERAL)
    if is_object or not (is_iterable or callable(value)):
        raise TypeError(
            f"a {type(value).__name__} is not several items: "
            "pass a list, an iterable or a function that returns one"
        )
    for frame in ("gi_frame", "ag_frame"):
        if getattr(value, frame, value) is None:
            raise ValueError("a generator can be sent only once")
    return isinstance(value, _ONCE)


def _opened(
    value: Any, write: Write, end: bytes
) -> Iterable[bytes] | AsyncIterable[bytes]:
    items: Any = value if isinstance(value, _SEVERAL) else value()
    if hasattr(items, "__aiter__"):
        return _async_chunks(items, write, end)
    return _chunks(items, write, end)


def _chunks(items: Iterable[object], write: Write, end: bytes) -> Iterator[bytes]:
    for index, item in enumerate(items):
        for piece in _written(index, item, write):
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from sync_chunks(piece)
    if end:
        yield end


async def _async_chunks(
    items: AsyncIterable[object], write: Write, end: bytes
) -> AsyncIterator[bytes]:
    index = 0
    async for item in items:
        for piece in _written(index, item, write):
            if isinstance(piece, bytes):
                yield piece
            else:
                async for chunk in async_chunks(piece):
                    yield chunk
        index += 1
    if end:
        yield end


def _written(index: int, item: object, write: Write) -> Sequence[bytes | Source]:
    try:
        pieces = write(index, item)
    except Unsendable as error:
        raise error.within(index) from None
    return (pieces,) if isinstance(pieces, bytes) else pieces
