from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class ResponseInteraction(Model):
    """The action waits for a response."""

    type: Literal["response"] = "response"
    timeout: float | None = None
    """How long to wait at most, in seconds."""
