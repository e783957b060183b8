from __future__ import annotations

from .._runtime.model import Model
from .._runtime.scalars import DateTime
from .execution_type import ExecutionType
from .trigger_type import TriggerType
from .workflow_execution_status import WorkflowExecutionStatus


class WorkflowExecutionReadMinimal(Model):
    """An execution without its history."""

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
    trigger_type: TriggerType
    execution_type: ExecutionType | None = None
    """Default: "published"."""
    status: WorkflowExecutionStatus
