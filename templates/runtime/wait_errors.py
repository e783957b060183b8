"""What waiting for the end of something may raise. Nothing heavy is imported here."""

from __future__ import annotations

from typing import Any

from .errors import ApiError, TimeoutError
from .lazy import public


@public
class WaitError(ApiError):
    """What was waited for ended, and not well."""

    value: Any
    """The last answer."""
    status_value: Any
    """What its status was."""


@public
class WaitTimeoutError(TimeoutError):
    """What was waited for did not end in time."""

    value: Any = None
    """The last answer, None if there was none."""
    status_value: Any = None
    """What its status was."""
