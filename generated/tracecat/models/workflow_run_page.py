from __future__ import annotations

from .._runtime.model import Model
from .workflow_run_read_minimal import WorkflowRunReadMinimal


class WorkflowRunPage(Model):
    """One page of executions."""

    items: list[WorkflowRunReadMinimal]
    """The executions of this page."""
    next_cursor: str | None = None
    """Cursor of the next page."""
    prev_cursor: str | None = None
    """Cursor of the page before."""
    has_more: bool | None = None
    """Whether there is a next page. Default: false."""
    has_previous: bool | None = None
    """Whether there is a page before. Default: false."""
    total_estimate: int | None = None
    """About how many executions there are on all pages."""
