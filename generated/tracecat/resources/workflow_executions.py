"""Start, find, follow and stop the executions of workflows."""

from __future__ import annotations

from .._runtime.calls import AsyncResource, Resource, async_call, call
from ..api import workflow_executions


class WorkflowExecutions(Resource):
    """Start, find, follow and stop the executions of workflows."""

    cancel = call(workflow_executions.cancel_workflow_execution)
    """Cancel an execution"""

    create = call(workflow_executions.create_workflow_execution)
    """Start an execution"""

    get_compact = call(workflow_executions.get_compact)
    """Get an execution in compact form"""

    get_legacy = call(workflow_executions.get_legacy)
    """Get an execution by its ID alone"""

    get = call(workflow_executions.get_workflow_execution)
    """Get an execution"""

    list = call(workflow_executions.list_workflow_executions)
    """List executions"""

    search = call(workflow_executions.search_workflow_executions)
    """Search executions"""

    terminate = call(workflow_executions.terminate_workflow_execution)
    """Terminate an execution"""


class AsyncWorkflowExecutions(AsyncResource):
    """Start, find, follow and stop the executions of workflows."""

    cancel = async_call(workflow_executions.cancel_workflow_execution)
    """Cancel an execution"""

    create = async_call(workflow_executions.create_workflow_execution)
    """Start an execution"""

    get_compact = async_call(workflow_executions.get_compact)
    """Get an execution in compact form"""

    get_legacy = async_call(workflow_executions.get_legacy)
    """Get an execution by its ID alone"""

    get = async_call(workflow_executions.get_workflow_execution)
    """Get an execution"""

    list = async_call(workflow_executions.list_workflow_executions)
    """List executions"""

    search = async_call(workflow_executions.search_workflow_executions)
    """Search executions"""

    terminate = async_call(workflow_executions.terminate_workflow_execution)
    """Terminate an execution"""
