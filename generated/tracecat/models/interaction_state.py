from __future__ import annotations

from typing import Any

from .._runtime.model import Model
from .interaction_status import InteractionStatus
from .interaction_type import InteractionType


class InteractionState(Model):
    """How far an interaction has come."""

    type: InteractionType
    action_ref: str
    """Name of the action that waits."""
    status: InteractionStatus
    data: dict[str, Any] | None = None
    """The answer, once there is one."""
