"""Keeps credentials out of what error reporters send: the local variables of frames."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, final

T = TypeVar("T")


@final
class Hidden(Generic[T]):
    """A value that nothing shows which looks at its holder: no `repr`, no copy of a frame.

    What `reveal` gives is not put in a variable of a function that may raise.
    """

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def reveal(self) -> T:
        """The value itself."""
        return self._value

    def __repr__(self) -> str:
        return "<hidden>"


def without_frames(error: BaseException) -> None:
    """Drops the frames of an error of httpx2, and of what it came from.

    They hold the headers and the URL that were sent.
    """
    seen: BaseException | None = error
    while seen is not None and seen.__traceback__ is not None:
        seen.__traceback__ = None
        seen = seen.__cause__ or seen.__context__


def unframed(function: Callable[[], T]) -> T:
    """What a function gives; what it raises comes without its frames, and what it came from.

    For work on secrets: the caller of this has none in its own variables.
    """
    try:
        return function()
    except Exception as error:
        without_frames(error)
        failure = error
    try:
        raise failure
    finally:
        del failure  # It holds this frame, which holds it.


def has_surrogates(text: str) -> bool:
    """Whether it has halves of characters, which no charset has."""
    return not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)
