from __future__ import annotations

from .._runtime.model import Model


class WorkflowExecutionTerminate(Model):
    """Why an execution is terminated."""

    reason: str | None = None
    """The reason in words."""
