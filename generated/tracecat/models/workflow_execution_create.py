from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from .._runtime.model import Model


class WorkflowExecutionCreate(Model):
    """Which workflow to start, and with what."""

    workflow_id: str
    """ID of the workflow, in its short or its long form."""
    inputs: Any = None
    """What the workflow is started with."""
    time_anchor: datetime | None = None
    """Point in time that the workflow takes for the present."""


if TYPE_CHECKING:
    from typing import Required, TypedDict

    class WorkflowExecutionCreateDict(TypedDict, total=False):
        workflow_id: Required[str]
        inputs: Any
        time_anchor: datetime | str | None

else:
    WorkflowExecutionCreateDict = dict
