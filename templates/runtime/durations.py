"""Durations as ISO 8601 writes them."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import (
    SerializerFunctionWrapHandler,
    ValidatorFunctionWrapHandler,
    WrapSerializer,
    WrapValidator,
)


class CalendarDuration(timedelta):
    """A duration in months or years: as a timedelta they count 30 and 365 days.

    `text` is the duration as it was written, and what is sent again.
    """

    text: str

    @classmethod
    def of(cls, text: str, length: timedelta) -> CalendarDuration:
        """The duration of a text that is as long as `length`."""
        made = cls(length.days, length.seconds, length.microseconds)
        made.text = text
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return CalendarDuration.of, (self.text, timedelta() + self)


def _length(value: object, handler: ValidatorFunctionWrapHandler) -> timedelta:
    if isinstance(value, int | float):
        raise ValueError("a number is no duration of ISO 8601")
    made: timedelta = handler(value)
    if not isinstance(value, str):
        return made
    days = value.partition("T")[0]
    return CalendarDuration.of(value, made) if "M" in days or "Y" in days else made


def _length_text(value: timedelta, handler: SerializerFunctionWrapHandler) -> Any:
    return value.text if isinstance(value, CalendarDuration) else handler(value)


Duration = Annotated[
    timedelta, WrapValidator(_length), WrapSerializer(_length_text, when_used="json")
]
"""A duration that travels as ISO 8601 writes it."""
