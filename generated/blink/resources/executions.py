"""Look at the executions of workflows."""

from __future__ import annotations

from .._runtime.calls import AsyncResource, Resource
from .._runtime.pages import async_paged_call, paged_call
from .._runtime.waiters import Waiter, async_waited_call, waited_call
from ..api import executions


class Executions(Resource):
    """Look at the executions of workflows."""

    get = waited_call(
        executions.get_execution,
        Waiter(
            "state_ui",
            success=("Completed",),
            failure=("Failed", "Cancelled", "Timeout", "Skipped"),
            fallback="state",
            delay=2.0,
            factor=1.5,
            cap=30.0,
        ),
    )
    """Get one execution"""

    list = paged_call(executions.list_executions)
    """List the executions of a workspace"""


class AsyncExecutions(AsyncResource):
    """Look at the executions of workflows."""

    get = async_waited_call(
        executions.get_execution,
        Waiter(
            "state_ui",
            success=("Completed",),
            failure=("Failed", "Cancelled", "Timeout", "Skipped"),
            fallback="state",
            delay=2.0,
            factor=1.5,
            cap=30.0,
        ),
    )
    """Get one execution"""

    list = async_paged_call(executions.list_executions)
    """List the executions of a workspace"""
