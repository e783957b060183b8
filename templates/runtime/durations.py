"""Durations as ISO 8601 writes them."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, cast

from pydantic import (
    SerializerFunctionWrapHandler,
    TypeAdapter,
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
        duration = cls(length.days, length.seconds, length.microseconds)
        duration.text = text
        return duration

    def __reduce__(self) -> tuple[Any, ...]:
        return CalendarDuration.of, (self.text, timedelta() + self)


_LENGTH: TypeAdapter[timedelta] = TypeAdapter(timedelta)


def _length(value: object, handler: ValidatorFunctionWrapHandler) -> timedelta:
    if isinstance(value, int | float | str) and str(value).lstrip("+-")[:1] not in "Pp":
        raise ValueError("expected an ISO 8601 duration")
    if not isinstance(value, str):
        return cast(timedelta, handler(value))
    # JSON has no durations: a strict `handler` would refuse the text.
    length = _LENGTH.validate_python(value)
    days = value.partition("T")[0]
    return CalendarDuration.of(value, length) if "M" in days or "Y" in days else length


def _length_text(value: timedelta, handler: SerializerFunctionWrapHandler) -> Any:
    return value.text if isinstance(value, CalendarDuration) else handler(value)


Duration = Annotated[
    timedelta, WrapValidator(_length), WrapSerializer(_length_text, when_used="json")
]
"""A duration that is sent in the format of ISO 8601 (section 5.5.2)."""
