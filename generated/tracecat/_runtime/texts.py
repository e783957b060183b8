"""Scalars as the texts that they travel as, and what keeps a text that Python has no type for."""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from secrets import token_hex
from typing import Any, cast

MARK = f"\x00{token_hex(8)}"
"""Precedes the digits of a number that is written as a string, to be unquoted later."""

PLAIN_DIGITS = 40
"""Decimals with more digits than this before or after the point have an exponent."""


class NumberText(str):
    """The digits of a JSON number, exactly as they are to be sent."""

    __slots__ = ()


class WrittenDateTime(datetime):
    """A date-time that a server wrote in another way than RFC 3339 says, or with more
    digits than a datetime holds; `text` is what it wrote, and what is sent again.

    What is calculated from it has no `text`.
    """

    text: str | None = None

    @classmethod
    def of(cls, text: str, value: datetime) -> WrittenDateTime:
        """The date-time of a text that means `value`."""
        written = cls.combine(value.date(), value.timetz())
        written.text = text
        return written

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        plain = datetime.combine(self.date(), self.timetz())
        return WrittenDateTime.of, (self.text, plain)


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


def date_time_text(value: datetime) -> str:
    """A date-time as RFC 3339 writes it.

    Raises:
        ValueError: It has no time zone.
    """
    if value.tzinfo is None:
        text = getattr(value, "text", None)
        if text is None:
            raise ValueError(
                "a datetime without a time zone is no date-time of RFC 3339: "
                "set its tzinfo, or use .astimezone() if it is local time"
            )
        return str(text)
    if type(value) is not datetime and (text := getattr(value, "text", None)):
        return str(text)
    text = value.isoformat()
    if text[-6] not in "+-":  # An offset of seconds, as local times once had.
        text = value.astimezone(UTC).isoformat()
    return f"{text[:-6]}Z" if text[-6:] == "+00:00" else text


def date_text(value: date) -> str:
    """A day as RFC 3339 writes it; of a union of both, a date-time."""
    return date_time_text(value) if isinstance(value, datetime) else value.isoformat()


def time_text(value: time) -> str:
    """A time of day as RFC 3339 writes it, without an offset where it has none."""
    text = value.isoformat()
    return f"{text[:-6]}Z" if text[-6:] == "+00:00" else text


def decimal_text(value: Decimal) -> str:
    """A decimal with all its digits; with an exponent only where zeros would be many.

    Raises:
        ValueError: It is not finite.
    """
    if not value.is_finite():
        raise ValueError(f"{value} is not a number that JSON has")
    many = abs(cast(int, value.as_tuple().exponent)) > PLAIN_DIGITS
    return str(value) if many else format(value, "f")


def number_text(value: Decimal) -> str:
    """A decimal as a JSON number, without zeros behind its last digit.

    Raises:
        ValueError: It is not finite.
    """
    text = decimal_text(value)
    if "E" in text:
        return text
    return text.rstrip("0").rstrip(".") if "." in text else text


def base64_text(value: bytes) -> str:
    """Base64 in the standard alphabet, padded (RFC 4648, section 4)."""
    return b64encode(value).decode()


def base64url_text(value: bytes) -> str:
    """Base64 in the alphabet for URLs, without padding (RFC 4648, section 5)."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()
