"""When a call is retried, and the delay before that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from math import isfinite
from random import random
from time import time
from typing import TYPE_CHECKING, Any

from .lazy import public

if TYPE_CHECKING:
    from .request import Request

IDEMPOTENT = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PUT", "QUERY", "TRACE"})
"""RFC 9110, section 9.2.2."""

STATUSES = frozenset({408, 429, 502, 503, 504})
"""Statuses that are retried."""

FIRST_DELAY = 0.5
MAX_DELAY = 8.0
MAX_RETRY_AFTER = 60.0


@public
@dataclass(frozen=True, slots=True)
class Retry:
    """A failed attempt of a call that is retried."""

    request: Request[Any]
    attempt: int
    """The number of the attempt that failed, from 1."""
    seconds: float
    """Seconds until the next attempt."""
    reason: int | Exception
    """The status of the response, or the error if there is none."""


def delay(attempt: int, headers: Mapping[str, str]) -> float | None:
    """Seconds to wait after an attempt (from 0): what the server asks for, or else a
    backoff. None if the server asks for more than a minute, so that there is no retry.
    """
    asked = retry_after(headers)
    if asked is None:
        return backoff(attempt)
    return asked if asked <= MAX_RETRY_AFTER else None


def backoff(attempt: int) -> float:
    """Exponential backoff with full jitter, in seconds."""
    return random() * min(MAX_DELAY, FIRST_DELAY * 2.0**attempt)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds by retry-after-ms or Retry-After (RFC 9110, section 10.2.3), 0 for a time
    in the past; None if there is neither, or it is invalid."""
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
    """Sleeps; anyio is imported here because synchronous clients do not need it."""
    from anyio import sleep

    await sleep(seconds)
