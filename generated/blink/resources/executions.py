"""Look at the executions of workflows."""

from __future__ import annotations

from .._runtime.calls import AsyncResource, Resource, async_call, call
from ..api import executions


class Executions(Resource):
    """Look at the executions of workflows."""

    get = call(executions.get_execution)
    """Get one execution"""

    list = call(executions.list_executions)
    """List the executions of a workspace"""


class AsyncExecutions(AsyncResource):
    """Look at the executions of workflows."""

    get = async_call(executions.get_execution)
    """Get one execution"""

    list = async_call(executions.list_executions)
    """List the executions of a workspace"""
