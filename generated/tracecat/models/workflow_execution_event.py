from __future__ import annotations

from typing import Any

from .._runtime.model import Model
from .._runtime.scalars import DateTime
from .event_failure import EventFailure
from .event_group import EventGroup
from .role import Role
from .workflow_event_type import WorkflowEventType


class WorkflowExecutionEvent(Model):
    """Something that happened in the history of an execution."""

    event_id: int
    """Number of the event within the history."""
    event_time: DateTime
    """When it happened."""
    event_type: WorkflowEventType
    task_id: int
    """Number of the task that the event belongs to."""
    event_group: EventGroup | None = None
    """The call that the event belongs to."""
    failure: EventFailure | None = None
    """Why it failed."""
    result: Any = None
    """What came out of it."""
    role: Role | None = None
    """On whose behalf it was done."""
    parent_wf_exec_id: str | None = None
    """ID of the execution that started this one."""
    workflow_timeout: float | None = None
    """How long the execution may take, in seconds."""
