"""Options of a client that make no sense are refused when they are given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MOST_SECONDS = 1e9
"""Longer waits than some thirty years do not fit the clocks of operating systems."""


def checked_options(options: Mapping[str, Any]) -> None:
    """Looks at those that are there; durations and counts, and what has few values.

    Raises:
        ValueError: One of them makes no sense.
    """
    for name in ("deadline", "wait_timeout", "timeout"):
        _check_duration(name, options.get(name, ...))
    for name, least in (("max_retries", 0), ("max_response_bytes", 1)):
        _check_count(name, options.get(name, ...), least)
    validation = options.get("validation", "strict")
    if validation not in ("strict", "tolerant"):
        raise ValueError(
            f'validation must be "strict" or "tolerant", not {validation!r}'
        )


def _check_duration(name: str, value: Any) -> None:
    if name == "timeout" and hasattr(value, "as_dict"):
        for phase, seconds in value.as_dict().items():
            _check_duration(f"{name} ({phase})", seconds)
        return
    if value is ... or (value is None and name != "wait_timeout"):
        return
    is_zero_wait = name == "wait_timeout" and value == 0
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        fits = 0 < value < MOST_SECONDS or is_zero_wait
    else:
        fits = False
    if fits:
        return
    none = "" if name == "wait_timeout" else "; None sets no limit"
    raise ValueError(f"{name} must be a number of seconds above 0, not {value!r}{none}")


def _check_count(name: str, value: Any, least: int) -> None:
    if value is ... or (value is None and name == "max_response_bytes"):
        return
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(
            f"{name} must be an integer of at least {least}, not {value!r}"
        )
