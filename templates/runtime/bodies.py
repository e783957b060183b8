"""Request bodies: JSON, and what says itself how it travels."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from os import PathLike
from typing import cast

JSON = "application/json"
URLENCODED = "application/x-www-form-urlencoded"
_CONTENT: tuple[type[object], ...] = (PathLike, Iterator, AsyncIterator)


@dataclass(frozen=True, slots=True)
class Payload:
    """A body as it is sent, and its Content-Type.

    Send `chunks()` or `async_chunks()`, anew for each attempt, with `length` as the
    Content-Length, or chunked where that is None.
    """

    content: bytes
    media_type: str

    @property
    def length(self) -> int | None:
        """In bytes, None where it is not known before the end."""
        return len(self.content)

    @property
    def repeatable(self) -> bool:
        """Whether it can be sent again."""
        return True

    def chunks(self) -> bytes | Iterator[bytes]:
        """What a synchronous client sends.

        Raises:
            TypeError: A part of it is asynchronous.
        """
        return self.content

    def async_chunks(self) -> bytes | AsyncIterator[bytes]:
        """What an asynchronous client sends; files are read in other threads."""
        return self.content


class Body(ABC):
    """A body that says itself how it travels."""

    __slots__ = ()

    @abstractmethod
    def payload(self) -> Payload | None:
        """The body as it is sent, None if it is not.

        Raises:
            ValueError: Its media type has no text for a value.
            TypeError: It cannot travel as this media type.
            OSError: A file is not there.
        """


def encoded(body: object) -> Payload | None:
    """A body as it is sent: bytes as they are, all else as JSON; None if it is not sent.

    Raises:
        ValueError: JSON has no text for a value.
        TypeError: It is a file, or what else has content of its own.
    """
    if body is None:
        return None
    if isinstance(body, Body):
        return body.payload()
    if isinstance(body, (bytes, bytearray, memoryview)):
        return Payload(bytes(cast(bytearray, body)), JSON)
    is_model = hasattr(body, "model_dump")  # One may have a field `read`.
    if not is_model and (
        isinstance(body, _CONTENT) or callable(getattr(body, "read", None))
    ):
        raise TypeError(
            f"a {type(body).__name__} cannot be sent as JSON: pass a File(...)"
        )
    from .codec import to_json  # Endpoint functions need no pydantic.

    return Payload(to_json(body), JSON)
