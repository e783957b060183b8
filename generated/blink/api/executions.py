"""Look at the executions of workflows."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query
from .._runtime.parameters import JsonText
from .._runtime.request import Request


def get_execution(
    ws_id: str,
    id: str,
    *,
    with_apply_view: bool | None = None,
) -> Request[models.PlaybookExecutionWithSubflowNames]:
    """Get one execution

    Returns the execution with the given ID, with the names of its subflows.

    GET /workspace/{ws_id}/executions/{id}

    Args:
        ws_id: ID of the workspace that the execution belongs to.
        id: ID of the execution.
        with_apply_view: Whether to return enhanced data.

    Returns:
        The execution, with the names of its subflows.

    Raises:
        BadRequestError
        NotFoundError
        ServerError
    """
    return Request(
        "GET",
        "/workspace/{ws_id}/executions/{id}",
        models.PlaybookExecutionWithSubflowNames,
        path={"ws_id": ws_id, "id": id},
        query={"withApplyView": with_apply_view},
    )


def list_executions(
    ws_id: str,
    *,
    q: models.RqlQuery | models.RqlQueryDict | None = None,
) -> PagedRequest[models.PlaybookExecutionPage, models.PlaybookExecution]:
    """List the executions of a workspace

    Lists executions page by page, filtered and sorted as the query `q` says.

    GET /workspace/{ws_id}/executions

    Args:
        ws_id: ID of the workspace that the executions belong to.
        q: Which executions to list, as one RQL object written in JSON.

    Returns:
        One page of executions.

    Raises:
        BadRequestError
        NotFoundError
        ServerError
    """
    return PagedRequest(
        "GET",
        "/workspace/{ws_id}/executions",
        models.PlaybookExecutionPage,
        path={"ws_id": ws_id},
        query={"q": JsonText(q)},
        pages=Pages("offset", "results", at=Query("q", "offset"), total="total"),
    )
