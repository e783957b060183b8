"""Whether two JSON texts mean the same."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import UTC, datetime, time
from decimal import Decimal, InvalidOperation
from uuid import UUID

LENGTH = re.compile(
    r"(-?)P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?"
    r"(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?\Z"
)


def difference(sent: object, actual: object, at: str = "") -> str:
    """Where and how what is sent differs in meaning from what was given; empty if nowhere."""
    match sent, actual:
        case (dict(), dict()):
            if lost := sorted(actual.keys() - sent.keys()):
                return f"lost: {at}/{lost[0]}"
            if added := sorted(sent.keys() - actual.keys()):
                return f"added: {at}/{added[0]}"
            pairs = [(sent[key], actual[key], f"{at}/{key}") for key in actual]
        case (list(), list()):
            if len(sent) != len(actual):
                return f"of another length: {at}"
            pairs = [(one, other, f"{at}/0") for one, other in zip(sent, actual, strict=True)]
        case (str(), str()):
            return (
                "" if _is_same_text(sent, actual) else f"another text: {at}: {actual!r} -> {sent!r}"
            )
        case _:
            if isinstance(sent, bool) is isinstance(actual, bool) and sent == actual:
                return ""
            return f"another value: {at}: {actual!r} -> {sent!r}"[:200]
    return next((message for pair in pairs if (message := difference(*pair))), "")


def _is_same_text(sent: str, actual: str) -> bool:
    if sent == actual:
        return True
    readings = (_instant, _clock, _length, UUID, _bytes, _number)
    return any(_read(reading, sent, actual) for reading in readings)


def _read(reading: object, sent: str, actual: str) -> bool:
    try:
        return bool(reading(sent) == reading(actual))  # type: ignore[operator]
    except (ValueError, InvalidOperation):
        return False


def _instant(text: str) -> tuple[datetime, bool]:
    """To the microsecond, and whether it is bound to a zone."""
    parsed = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text.strip()))
    return (parsed.replace(tzinfo=parsed.tzinfo or UTC), parsed.tzinfo is not None)


def _clock(text: str) -> time:
    return time.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))


def _length(text: str) -> tuple[Decimal, Decimal]:
    """Months, and seconds beside them."""
    match = LENGTH.match(text)
    if match is None:
        raise ValueError(text)
    sign, *parts = match.groups()
    years, months, weeks, days, hours, minutes, seconds = (Decimal(part or 0) for part in parts)
    total = (weeks * 7 + days) * 86400 + hours * 3600 + minutes * 60 + seconds
    turn = -1 if sign else 1
    return turn * (years * 12 + months), turn * total


def _bytes(text: str) -> bytes:
    plain = re.sub(r"\s", "", text).translate({0x2D: "+", 0x5F: "/"}).rstrip("=")
    return b64decode(plain + "=" * (-len(plain) % 4), validate=True)


def _number(text: str) -> Decimal:
    return Decimal(text)
