from __future__ import annotations

from .workflow_execution_read_minimal import WorkflowExecutionReadMinimal


class WorkflowRunReadMinimal(WorkflowExecutionReadMinimal):
    """An execution without its history, with its workflow."""

    workflow_id: str | None = None
    """ID of the workflow."""
    workflow_title: str | None = None
    """Name of the workflow."""
