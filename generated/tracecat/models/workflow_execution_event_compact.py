from __future__ import annotations

from typing import Any

from .._runtime.model import Model
from .._runtime.scalars import DateTime
from .event_failure import EventFailure
from .workflow_event_type import WorkflowEventType
from .workflow_execution_event_status import WorkflowExecutionEventStatus


class WorkflowExecutionEventCompact(Model):
    """One action of an execution, from its schedule to its end."""

    source_event_id: int
    """Number of the first event of the action."""
    schedule_time: DateTime
    """When the action was scheduled."""
    start_time: DateTime | None = None
    """When the action started."""
    close_time: DateTime | None = None
    """When the action ended."""
    curr_event_type: WorkflowEventType
    """The latest event of the action."""
    status: WorkflowExecutionEventStatus
    action_name: str
    """What was called."""
    action_ref: str
    """Name of the action within its workflow."""
    action_input: Any = None
    """What the action was run with."""
    action_result: Any = None
    """What the action returned."""
    action_error: EventFailure | None = None
    """Why the action failed."""
    child_wf_exec_id: str | None = None
    """ID of the execution that the action started."""
    child_wf_count: int | None = None
    """How many executions the action started. Default: 0."""
    loop_index: int | None = None
    """Number of the round, for an action that runs in a loop."""
