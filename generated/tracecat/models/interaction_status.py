from __future__ import annotations

from .._runtime.model import OpenStr


class InteractionStatus(OpenStr):
    """How far an interaction has come."""

    IDLE = "idle"
    PENDING = "pending"
    COMPLETED = "completed"
