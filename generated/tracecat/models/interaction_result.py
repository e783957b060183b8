from __future__ import annotations

from typing import Any

from .._runtime.model import Model


class InteractionResult(Model):
    """How an answer to an interaction was taken."""

    message: str
    """The outcome in words."""
    detail: Any = None
    """Anything else about the outcome."""
