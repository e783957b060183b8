from __future__ import annotations

from uuid import UUID

from .._runtime.model import Model


class InteractionContext(Model):
    """The interaction that an action is part of."""

    interaction_id: UUID
    """ID of the interaction."""
    execution_id: str
    """ID of the execution."""
    action_ref: str
    """Name of the action."""
