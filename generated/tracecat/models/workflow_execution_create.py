from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._runtime.model import Model
from .._runtime.scalars import DateTime


class WorkflowExecutionCreate(Model):
    """Which workflow to start, and with what."""

    workflow_id: str
    """ID of the workflow, in its short or its long form."""
    inputs: Any = None
    """What the workflow is started with."""
    time_anchor: DateTime | None = None
    """Point in time that the workflow takes for the present."""


if TYPE_CHECKING:
    from datetime import datetime
    from typing import Required, TypedDict

    class WorkflowExecutionCreateDict(TypedDict, total=False):
        workflow_id: Required[str]
        inputs: Any
        time_anchor: datetime | str | None

else:
    WorkflowExecutionCreateDict = dict
