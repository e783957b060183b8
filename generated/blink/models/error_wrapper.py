from __future__ import annotations

from typing import Any

from .._runtime.model import Model


class ErrorWrapper(Model):
    """What the server says about a call that failed."""

    details: str | None = None
    """The error at length."""
    identifier: str | None = None
    """Identifier of the error."""
    message: str | None = None
    """The error in short."""
    status: int | None = None
    """HTTP status of the answer."""
    data: Any = None
    """Whatever else the server knows about the error."""
    user_error: Any = None
    """The error as a user is to see it."""
