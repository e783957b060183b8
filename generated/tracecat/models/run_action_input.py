from __future__ import annotations

from typing import Any

from .._runtime.model import Model
from .action_statement import ActionStatement
from .interaction_context import InteractionContext
from .run_context import RunContext


class RunActionInput(Model):
    """What an action was run with."""

    task: ActionStatement
    exec_context: dict[str, Any]
    """What the expressions of the action could refer to."""
    run_context: RunContext
    interaction_context: InteractionContext | None = None
