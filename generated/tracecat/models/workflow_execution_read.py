from __future__ import annotations

from .._runtime.model import Model
from .._runtime.scalars import DateTime
from .interaction_state import InteractionState
from .workflow_execution_event import WorkflowExecutionEvent
from .workflow_execution_status import WorkflowExecutionStatus


class WorkflowExecutionRead(Model):
    """An execution with its whole history."""

    id: str
    """ID of the execution."""
    run_id: str
    """ID of the run."""
    start_time: DateTime
    """When the execution started."""
    execution_time: DateTime | None = None
    """When the workflow itself began to run."""
    close_time: DateTime | None = None
    """When the execution ended."""
    workflow_type: str
    """Type of the workflow."""
    task_queue: str
    """Queue that the tasks of the execution go through."""
    history_length: int
    """How many events the history has."""
    parent_wf_exec_id: str | None = None
    """ID of the execution that started this one."""
    events: list[WorkflowExecutionEvent]
    """What happened, in order."""
    interaction_states: dict[str, InteractionState] | None = None
    """How far the interactions have come."""
    status: WorkflowExecutionStatus
