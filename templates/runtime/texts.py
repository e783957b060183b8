"""Scalars as the text that is sent for them."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any, cast

PLAIN_DIGITS = 40
"""Decimals with more digits than this before or after the point have an exponent."""


def written(value: Any) -> Any:
    """A scalar as text, where neither `str` nor pydantic returns the text to send.

    A `text` of a date-time or a duration is how a server wrote it, and is sent again.

    Raises:
        ValueError: The value has no such text.
    """
    match value:
        case datetime():
            return date_time_text(value)
        case time():
            return time_text(value)
        case timedelta():
            return getattr(value, "text", value)
        case Decimal():
            return decimal_text(value)
        case bytes() | bytearray() | memoryview():
            return b64encode(bytes(cast(bytearray, value))).decode()
        case _:
            return value


def date_time_text(value: datetime) -> str:
    """A date-time as RFC 3339 writes it.

    Raises:
        ValueError: It has no time zone.
    """
    if type(value) is not datetime and (text := getattr(value, "text", None)):
        return str(text)
    if value.tzinfo is None:
        raise ValueError(
            "a datetime without a time zone cannot be sent (RFC 3339, section 5.6): "
            "set its tzinfo, or use .astimezone() if it is local time"
        )
    text = value.isoformat()
    if text[-6] not in "+-":  # An offset of seconds, as local times once had.
        text = value.astimezone(UTC).isoformat()
    return f"{text[:-6]}Z" if text[-6:] == "+00:00" else text


def time_text(value: time) -> str:
    """A time of day as RFC 3339 writes it, without an offset where it has none."""
    text = value.isoformat()
    return f"{text[:-6]}Z" if text[-6:] == "+00:00" else text


def number_text(value: Decimal) -> str:
    """A decimal as a JSON number, without trailing zeros.

    Raises:
        ValueError: It is not finite.
    """
    text = decimal_text(value)
    if "E" in text:
        return text
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimal_text(value: Decimal) -> str:
    """A decimal with all its digits; with an exponent only where zeros would be many.

    Raises:
        ValueError: It is not finite.
    """
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number and cannot be sent")
    many = abs(cast(int, value.as_tuple().exponent)) > PLAIN_DIGITS
    return str(value) if many else format(value, "f")
