"""Operations of jobs."""

from __future__ import annotations

from .._runtime.calls import AsyncResource, Resource
from .._runtime.waiters import Waiter, async_waited_call, waited_call
from ..api import jobs


class Jobs(Resource):
    """Operations of jobs."""

    get_job = waited_call(
        jobs.get_job,
        Waiter(
            "run.state",
            success=("done",),
            failure=("failed",),
            fallback="state",
            delay=2.0,
            factor=1.5,
            cap=30.0,
            grace=5.0,
        ),
    )
    """GET /jobs/{id}"""

    get_report = waited_call(
        jobs.get_report,
        Waiter("state", success=("done",), delay=2.0, factor=1.5, cap=30.0),
    )
    """Without its waiter this would be taken for pages."""

    get_task = waited_call(
        jobs.get_task,
        Waiter(("run", "is.done"), success=(True,), delay=0.5, factor=1.0, cap=0.5),
    )
    """GET /tasks/{id}"""


class AsyncJobs(AsyncResource):
    """Operations of jobs."""

    get_job = async_waited_call(
        jobs.get_job,
        Waiter(
            "run.state",
            success=("done",),
            failure=("failed",),
            fallback="state",
            delay=2.0,
            factor=1.5,
            cap=30.0,
            grace=5.0,
        ),
    )
    """GET /jobs/{id}"""

    get_report = async_waited_call(
        jobs.get_report,
        Waiter("state", success=("done",), delay=2.0, factor=1.5, cap=30.0),
    )
    """Without its waiter this would be taken for pages."""

    get_task = async_waited_call(
        jobs.get_task,
        Waiter(("run", "is.done"), success=(True,), delay=0.5, factor=1.0, cap=0.5),
    )
    """GET /tasks/{id}"""
