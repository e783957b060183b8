"""Start workflows."""

from __future__ import annotations

from typing import Any

from .. import models
from .._runtime.request import Request


def execute_workflow(
    ws_id: str,
    id: str,
    body: models.ExecutePlaybookBody | models.ExecutePlaybookBodyDict | None = None,
    *,
    run_sync: bool | None = None,
    timeout: int | None = None,
) -> Request[models.StartedExecution | Any]:
    """Execute a workflow

    Starts a workflow and answers with the ID of the new execution. With `run_sync` it
    waits for the end and answers with the output of the workflow instead; the client
    must then be ready to wait longer than `timeout`. Each call starts another
    execution.

    POST /workspace/{ws_id}/playbooks/{id}/execute

    Args:
        ws_id: ID of the workspace that the workflow belongs to.
        id: ID of the workflow.
        body: What to run the workflow with.
        run_sync: Whether to wait for the end and answer with the output of the
            workflow.
        timeout: How many seconds to wait at most; only read together with
            `run_sync`.

    Returns:
        The ID of the new execution; with `run_sync` the output of the workflow,
        which may be any JSON value.

    Raises:
        BadRequestError
        NotFoundError
    """
    return Request(
        "POST",
        "/workspace/{ws_id}/playbooks/{id}/execute",
        models.StartedExecution | Any,
        path={"ws_id": ws_id, "id": id},
        query={"run_sync": run_sync, "timeout": timeout},
        body=body,
    )
