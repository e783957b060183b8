from __future__ import annotations

from typing import Any
from uuid import UUID

from .._runtime.model import Model


class InteractionInput(Model):
    """What somebody answered to an interaction."""

    interaction_id: UUID
    """ID of the interaction."""
    execution_id: str
    """ID of the execution."""
    action_ref: str
    """Name of the action."""
    data: dict[str, Any]
    """The answer."""
