"""When a call is tried again, and after how many seconds."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from random import random
from time import time

IDEMPOTENT = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PUT", "QUERY", "TRACE"})
"""RFC 9110, section 9.2.2."""

STATUSES = frozenset({408, 429, 502, 503, 504})
"""What may be different the next time."""

FIRST_DELAY = 0.5
LONGEST_DELAY = 8.0
LONGEST_ASKED_DELAY = 60.0


def delay(attempt: int, headers: Mapping[str, str]) -> float:
    """Seconds to wait after the attempt (0 is the first one): what the server asks
    for, up to a minute, or else exponential back-off with full jitter."""
    asked = retry_after(headers)
    if asked is not None:
        return min(asked, LONGEST_ASKED_DELAY)
    return random() * min(LONGEST_DELAY, FIRST_DELAY * 2.0**attempt)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that Retry-After asks for (RFC 9110, section 10.2.3)."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(text).timestamp() - time()
        except (ValueError, OverflowError):
            return None
    return max(0.0, seconds) if seconds == seconds else None
