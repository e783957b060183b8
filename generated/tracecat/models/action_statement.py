from __future__ import annotations

from typing import Annotated, Any

from .._runtime.model import Model, UnknownVariant
from .._runtime.unions import Discriminated
from .action_retry_policy import ActionRetryPolicy
from .approval_interaction import ApprovalInteraction
from .join_strategy import JoinStrategy
from .response_interaction import ResponseInteraction


class ActionStatement(Model):
    """One action of a workflow definition."""

    ref: str
    """Name of the action, unique within its workflow."""
    description: str | None = None
    """What the action is for."""
    action: str
    """What is called, as namespace and name."""
    args: dict[str, Any] | None = None
    """Arguments of the call."""
    depends_on: list[str] | None = None
    """Names of the actions that come first."""
    interaction: (
        Annotated[
            ResponseInteraction | ApprovalInteraction | UnknownVariant,
            Discriminated(
                "type",
                {"approval": "ApprovalInteraction", "response": "ResponseInteraction"},
            ),
        ]
        | None
    ) = None
    """What the action waits for from outside."""
    run_if: str | None = None
    """Expression that has to be true for the action to run."""
    for_each: str | list[str] | None = None
    """One or more expressions to run the action once for each item of."""
    retry_policy: ActionRetryPolicy | None = None
    """How often and how long the action is tried."""
    start_delay: float | None = None
    """How long to wait before the start, in seconds. Default: 0.0."""
    wait_until: str | None = None
    """Point in time to wait for before the start, as written in the workflow."""
    join_strategy: JoinStrategy | None = None
    """How many of the actions in `depends_on` have to be done first. Default: "all"."""
