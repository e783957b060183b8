"""How `client.workflow_executions` answers."""

from __future__ import annotations

from .._runtime.fakes import FakeResource, fake
from ..api import workflow_executions


class FakeWorkflowExecutions(FakeResource):
    """How `client.workflow_executions` answers."""

    cancel = fake(workflow_executions.cancel_workflow_execution)
    create = fake(workflow_executions.create_workflow_execution)
    get_compact = fake(workflow_executions.get_compact)
    get_legacy = fake(workflow_executions.get_legacy)
    get = fake(workflow_executions.get_workflow_execution)
    list = fake(workflow_executions.list_workflow_executions)
    search = fake(workflow_executions.search_workflow_executions)
    terminate = fake(workflow_executions.terminate_workflow_execution)
