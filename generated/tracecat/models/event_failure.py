from __future__ import annotations

from typing import Any

from .._runtime.model import Model


class EventFailure(Model):
    """Why something failed."""

    message: str
    """The failure in words."""
    cause: dict[str, Any] | None = None
    """The failure behind this one."""
