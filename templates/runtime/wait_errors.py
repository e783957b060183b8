"""The errors of `.wait(...)`. Nothing heavy is imported here."""

from __future__ import annotations

from typing import Any

from .errors import ApiError, TimeoutError
from .lazy import public


@public
class WaitError(ApiError):
    """`.wait(...)` ended with a status of failure."""

    value: Any
    """The last response, decoded."""
    status_value: Any
    """The status in it."""


@public
class WaitTimeoutError(TimeoutError):
    """`.wait(...)` reached no final status within `wait_timeout`."""

    value: Any = None
    """The last response, decoded; None if there was none."""
    status_value: Any = None
    """The status in it."""
