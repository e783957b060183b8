from __future__ import annotations

from typing import Any

from .._runtime.model import Model


class WorkflowExecutionCreateResponse(Model):
    """An execution that was started."""

    message: str
    """The outcome in words."""
    wf_id: str
    """ID of the workflow."""
    wf_exec_id: str
    """ID of the execution."""
    payload: Any = None
    """What the workflow was started with."""
