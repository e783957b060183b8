from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class WorkflowExecutionTerminate(Model):
    """Why an execution is terminated."""

    reason: str | None = None
    """The reason in words."""


if TYPE_CHECKING:
    from typing import TypedDict

    class WorkflowExecutionTerminateDict(TypedDict, total=False):
        reason: str | None

else:
    WorkflowExecutionTerminateDict = dict
