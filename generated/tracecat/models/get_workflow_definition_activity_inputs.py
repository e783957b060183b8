from __future__ import annotations

from .._runtime.model import Model
from .action_statement import ActionStatement
from .role import Role


class GetWorkflowDefinitionActivityInputs(Model):
    """The input of the step that looks up a workflow definition."""

    role: Role
    workflow_id: str
    """ID of the workflow."""
    version: int | None = None
    """Version of the definition."""
    task: ActionStatement | None = None
    """The action that asks for the definition."""
