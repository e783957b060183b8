"""Start, find, follow and stop the executions of workflows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query
from .._runtime.request import Request


def cancel_workflow_execution(
    workspace_id: UUID | str,
    execution_id: str,
) -> Request[None]:
    """Cancel an execution

    Asks an execution to end; it may still clean up.

    POST /workspaces/{workspace_id}/workflow-executions/{execution_id}/cancel

    Args:
        workspace_id: ID of the workspace.
        execution_id: ID of the execution, such as `wf_1a2b/exec_3c4d`, quoted or
            not.

    Raises:
        UnprocessableError
    """
    return Request(
        "POST",
        "/workspaces/{workspace_id}/workflow-executions/{execution_id}/cancel",
        None,
        path={"workspace_id": workspace_id, "execution_id": execution_id},
    )


def create_workflow_execution(
    workspace_id: UUID | str,
    body: models.WorkflowExecutionCreate | models.WorkflowExecutionCreateDict,
) -> Request[models.WorkflowExecutionCreateResponse]:
    """Start an execution

    Starts a workflow and returns at once. The new execution may be unknown to the other
    operations for a moment.

    POST /workspaces/{workspace_id}/workflow-executions

    Args:
        workspace_id: ID of the workspace.

    Returns:
        The IDs of the new execution.

    Raises:
        UnprocessableError
    """
    return Request(
        "POST",
        "/workspaces/{workspace_id}/workflow-executions",
        models.WorkflowExecutionCreateResponse,
        path={"workspace_id": workspace_id},
        body=body,
    )


def get_compact(
    workspace_id: UUID | str,
    execution_id: str,
) -> Request[models.WorkflowExecutionReadCompact]:
    """Get an execution in compact form

    Returns one execution with one event for each action.

    GET /workspaces/{workspace_id}/workflow-executions/{execution_id}/compact

    Args:
        workspace_id: ID of the workspace.
        execution_id: ID of the execution, such as `wf_1a2b/exec_3c4d`, quoted or
            not.

    Returns:
        The execution in compact form.

    Raises:
        UnprocessableError
    """
    return Request(
        "GET",
        "/workspaces/{workspace_id}/workflow-executions/{execution_id}/compact",
        models.WorkflowExecutionReadCompact,
        path={"workspace_id": workspace_id, "execution_id": execution_id},
    )


def get_legacy(
    execution_id: str,
    *,
    workspace_id: UUID | str,
) -> Request[models.WorkflowExecutionRead]:
    """Get an execution by its ID alone

    Returns one execution with its whole history. This is the only route that servers of
    April 2025 have; later ones still answer here, but `get_workflow_execution` is the
    one to call. The ID may be passed as it is or already percent-encoded.

    Deprecated.

    GET /workflow-executions/{execution_id}

    Args:
        execution_id: ID of the execution, such as `wf_1a2b/exec_3c4d`, quoted or
            not.
        workspace_id: ID of the workspace that the execution belongs to.

    Returns:
        The execution.

    Raises:
        UnprocessableError
    """
    return Request(
        "GET",
        "/workflow-executions/{execution_id}",
        models.WorkflowExecutionRead,
        path={"execution_id": execution_id},
        query={"workspace_id": workspace_id},
        security=(("APIKeyCookie",), ("APIKeyHeader",), ("HTTPBearer",)),
    )


def get_workflow_execution(
    workspace_id: UUID | str,
    execution_id: str,
) -> Request[models.WorkflowExecutionRead]:
    """Get an execution

    Returns one execution with its whole history.

    GET /workspaces/{workspace_id}/workflow-executions/{execution_id}

    Args:
        workspace_id: ID of the workspace.
        execution_id: ID of the execution, such as `wf_1a2b/exec_3c4d`, quoted or
            not.

    Returns:
        The execution.

    Raises:
        UnprocessableError
    """
    return Request(
        "GET",
        "/workspaces/{workspace_id}/workflow-executions/{execution_id}",
        models.WorkflowExecutionRead,
        path={"workspace_id": workspace_id, "execution_id": execution_id},
    )


def list_workflow_executions(
    workspace_id: UUID | str,
    *,
    trigger: (
        Sequence[models.TriggerType | Literal["manual", "scheduled", "webhook"]] | None
    ) = None,
    limit: int | None = None,
    workflow_id: str | None = None,
    user_id: UUID | Literal["current"] | None = None,
) -> Request[list[models.WorkflowExecutionReadMinimal]]:
    """List executions

    Lists the executions of a workspace in short form, without pages.

    GET /workspaces/{workspace_id}/workflow-executions

    Args:
        workspace_id: ID of the workspace.
        trigger: Only executions that were started in one of these ways.
        limit: How many executions to list at most. From 1 to 1000.
        workflow_id: Only executions of this workflow.
        user_id: Only executions that this user started; `current` stands for the
            caller.

    Returns:
        The executions.

    Raises:
        UnprocessableError
    """
    return Request(
        "GET",
        "/workspaces/{workspace_id}/workflow-executions",
        list[models.WorkflowExecutionReadMinimal],
        path={"workspace_id": workspace_id},
        query={
            "trigger": trigger,
            "limit": limit,
            "workflow_id": workflow_id,
            "user_id": user_id,
        },
    )


def search_workflow_executions(
    workspace_id: UUID | str,
    *,
    status: (
        Sequence[
            models.WorkflowExecutionStatus
            | Literal[
                "RUNNING",
                "COMPLETED",
                "FAILED",
                "CANCELED",
                "TERMINATED",
                "CONTINUED_AS_NEW",
                "TIMED_OUT",
            ]
        ]
        | None
    ) = None,
    status_mode: models.SearchStatusMode | Literal["include", "exclude"] | None = None,
    start_time_from: datetime | None = None,
    start_time_to: datetime | None = None,
    close_time_from: datetime | None = None,
    close_time_to: datetime | None = None,
    duration_gte_seconds: int | None = None,
    duration_lte_seconds: int | None = None,
    search_term: str | None = None,
    relation: models.SearchRelation | Literal["all", "root", "child"] | None = None,
    workflow_id: str | None = None,
    limit: int | None = None,
    cursor: str | None = None,
    reverse: bool | None = None,
) -> PagedRequest[models.WorkflowRunPage, models.WorkflowRunReadMinimal]:
    """Search executions

    Finds executions page by page. A cursor is good only for the filters that it was
    handed out for.

    GET /workspaces/{workspace_id}/workflow-executions/search

    Args:
        workspace_id: ID of the workspace.
        status: The statuses to look for, or to leave out, as `status_mode` says.
        status_mode: Whether `status` says what to look for or what to leave out.
        start_time_from: Only executions that started then or later.
        start_time_to: Only executions that started then or earlier.
        close_time_from: Only executions that ended then or later.
        close_time_to: Only executions that ended then or earlier.
        duration_gte_seconds: Only executions that took this long or longer, in
            seconds.
        duration_lte_seconds: Only executions that took this long or less, in
            seconds.
        search_term: Only executions that this text is found in.
        relation: Only executions that nothing else started (`root`), only those
            that another execution started (`child`), or `all`.
        workflow_id: Only executions of this workflow.
        limit: How many executions a page has at most. Default: 100. From 1 to 1000.
        cursor: Where to go on; the `next_cursor` or `prev_cursor` of another page.
        reverse: Whether to go through the executions in reverse order. Default:
            false.

    Returns:
        One page of executions.

    Raises:
        UnprocessableError
    """
    return PagedRequest(
        "GET",
        "/workspaces/{workspace_id}/workflow-executions/search",
        models.WorkflowRunPage,
        path={"workspace_id": workspace_id},
        query={
            "status": status,
            "status_mode": status_mode,
            "start_time_from": start_time_from,
            "start_time_to": start_time_to,
            "close_time_from": close_time_from,
            "close_time_to": close_time_to,
            "duration_gte_seconds": duration_gte_seconds,
            "duration_lte_seconds": duration_lte_seconds,
            "search_term": search_term,
            "relation": relation,
            "workflow_id": workflow_id,
            "limit": limit,
            "cursor": cursor,
            "reverse": reverse,
        },
        pages=Pages(
            "cursor", "items", at=Query("cursor"), next="next_cursor", more="has_more"
        ),
    )


def terminate_workflow_execution(
    workspace_id: UUID | str,
    execution_id: str,
    body: models.WorkflowExecutionTerminate | models.WorkflowExecutionTerminateDict,
) -> Request[None]:
    """Terminate an execution

    Ends an execution at once.

    POST /workspaces/{workspace_id}/workflow-executions/{execution_id}/terminate

    Args:
        workspace_id: ID of the workspace.
        execution_id: ID of the execution, such as `wf_1a2b/exec_3c4d`, quoted or
            not.

    Raises:
        UnprocessableError
    """
    return Request(
        "POST",
        "/workspaces/{workspace_id}/workflow-executions/{execution_id}/terminate",
        None,
        path={"workspace_id": workspace_id, "execution_id": execution_id},
        body=body,
    )
