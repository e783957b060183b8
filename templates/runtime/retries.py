"""When a call is tried again, and after how many seconds; the pause until then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from math import isfinite
from random import random
from time import time

IDEMPOTENT = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PUT", "QUERY", "TRACE"})
"""RFC 9110, section 9.2.2."""

STATUSES = frozenset({408, 429, 502, 503, 504})
"""What may be different the next time."""

FIRST_DELAY = 0.5
LONGEST_DELAY = 8.0
LONGEST_ASKED_DELAY = 60.0


def delay(attempt: int, headers: Mapping[str, str]) -> float | None:
    """Seconds to wait after the attempt (0 is the first one): what the server asks
    for, or else a back-off. None where it asks for more than a minute: another attempt
    any earlier would fail as well."""
    asked = retry_after(headers)
    if asked is None:
        return backoff(attempt)
    return asked if asked <= LONGEST_ASKED_DELAY else None


def backoff(attempt: int) -> float:
    """Seconds to wait where no server asks for any: exponential, with full jitter."""
    return random() * min(LONGEST_DELAY, FIRST_DELAY * 2.0**attempt)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that retry-after-ms or Retry-After (RFC 9110, section 10.2.3) asks
    for. What is in the past asks for none; what cannot be read is ignored."""
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None and milliseconds >= 0.0:
        return milliseconds / 1000.0
    text = headers.get("retry-after", "").strip()
    seconds = _number(text)
    if seconds is None and text:
        try:
            moment = parsedate_to_datetime(text)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=UTC)
            seconds = moment.timestamp() - time()
        except (ValueError, OverflowError):
            return None
    return None if seconds is None else max(0.0, seconds)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


async def async_sleep(seconds: float) -> None:
    """Sleeps, and imports anyio not before: synchronous clients have no use for it."""
    from anyio import sleep

    await sleep(seconds)
