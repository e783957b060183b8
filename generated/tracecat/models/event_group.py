from __future__ import annotations

from typing import Any

from .._runtime.model import Model, UnknownVariant
from .action_retry_policy import ActionRetryPolicy
from .dsl_run_args import DSLRunArgs
from .get_workflow_definition_activity_inputs import GetWorkflowDefinitionActivityInputs
from .interaction_input import InteractionInput
from .interaction_result import InteractionResult
from .join_strategy import JoinStrategy
from .run_action_input import RunActionInput


class EventGroup(Model):
    """The call that an event belongs to."""

    event_id: int
    """ID of the first event of the call."""
    udf_namespace: str
    """Namespace of the called function."""
    udf_name: str
    """Name of the called function."""
    udf_key: str
    """Namespace and name of the called function."""
    action_id: str | None = None
    """ID of the action."""
    action_ref: str | None = None
    """Name of the action within its workflow."""
    action_title: str | None = None
    """Title of the action."""
    action_description: str | None = None
    """What the action is for."""
    action_input: (
        RunActionInput
        | DSLRunArgs
        | GetWorkflowDefinitionActivityInputs
        | InteractionResult
        | InteractionInput
        | UnknownVariant
    )
    """What the function was called with; its shape depends on the function."""
    action_result: Any = None
    """What the function returned."""
    current_attempt: int | None = None
    """Number of the attempt."""
    retry_policy: ActionRetryPolicy | None = None
    start_delay: float | None = None
    """How long the start was put off, in seconds. Default: 0.0."""
    join_strategy: JoinStrategy | None = None
    """Default: "all"."""
    related_wf_exec_id: str | None = None
    """ID of the execution that the call started."""
