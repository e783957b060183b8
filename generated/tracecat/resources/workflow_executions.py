"""Start, find, follow and stop the executions of workflows."""

from __future__ import annotations

from .._runtime.calls import AsyncResource, Resource, async_call, call
from .._runtime.pages import async_paged_call, paged_call
from .._runtime.waiters import Waiter, async_waited_call, waited_call
from ..api import workflow_executions


class WorkflowExecutions(Resource):
    """Start, find, follow and stop the executions of workflows."""

    cancel = call(workflow_executions.cancel_workflow_execution)
    """Cancel an execution"""

    create = call(workflow_executions.create_workflow_execution)
    """Start an execution"""

    get_compact = waited_call(
        workflow_executions.get_compact,
        Waiter(
            "status",
            success=("COMPLETED",),
            failure=("FAILED", "CANCELED", "TERMINATED", "TIMED_OUT"),
            delay=1.0,
            factor=1.5,
            cap=15.0,
            grace=10.0,
        ),
    )
    """Get an execution in compact form"""

    get_legacy = call(workflow_executions.get_legacy)
    """Get an execution by its ID alone"""

    get = waited_call(
        workflow_executions.get_workflow_execution,
        Waiter(
            "status",
            success=("COMPLETED",),
            failure=("FAILED", "CANCELED", "TERMINATED", "TIMED_OUT"),
            delay=1.0,
            factor=1.5,
            cap=15.0,
            grace=10.0,
        ),
    )
    """Get an execution"""

    list = call(workflow_executions.list_workflow_executions)
    """List executions"""

    search = paged_call(workflow_executions.search_workflow_executions)
    """Search executions"""

    terminate = call(workflow_executions.terminate_workflow_execution)
    """Terminate an execution"""


class AsyncWorkflowExecutions(AsyncResource):
    """Start, find, follow and stop the executions of workflows."""

    cancel = async_call(workflow_executions.cancel_workflow_execution)
    """Cancel an execution"""

    create = async_call(workflow_executions.create_workflow_execution)
    """Start an execution"""

    get_compact = async_waited_call(
        workflow_executions.get_compact,
        Waiter(
            "status",
            success=("COMPLETED",),
            failure=("FAILED", "CANCELED", "TERMINATED", "TIMED_OUT"),
            delay=1.0,
            factor=1.5,
            cap=15.0,
            grace=10.0,
        ),
    )
    """Get an execution in compact form"""

    get_legacy = async_call(workflow_executions.get_legacy)
    """Get an execution by its ID alone"""

    get = async_waited_call(
        workflow_executions.get_workflow_execution,
        Waiter(
            "status",
            success=("COMPLETED",),
            failure=("FAILED", "CANCELED", "TERMINATED", "TIMED_OUT"),
            delay=1.0,
            factor=1.5,
            cap=15.0,
            grace=10.0,
        ),
    )
    """Get an execution"""

    list = async_call(workflow_executions.list_workflow_executions)
    """List executions"""

    search = async_paged_call(workflow_executions.search_workflow_executions)
    """Search executions"""

    terminate = async_call(workflow_executions.terminate_workflow_execution)
    """Terminate an execution"""
