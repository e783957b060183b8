"""Start workflows."""

from __future__ import annotations

from .._runtime.calls import AsyncResource, Resource, async_call, call
from ..api import workflows


class Workflows(Resource):
    """Start workflows."""

    execute = call(workflows.execute_workflow)
    """Execute a workflow"""


class AsyncWorkflows(AsyncResource):
    """Start workflows."""

    execute = async_call(workflows.execute_workflow)
    """Execute a workflow"""
