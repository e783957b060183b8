"""Calls of Tracecat that both checkers must take: enumerations, unions, formats, required fields."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, assert_type, reveal_type
from uuid import UUID, uuid4

import tracecat
from tracecat import AsyncClient, Client, models
from tracecat._runtime.model import UnknownVariant
from tracecat._runtime.request import Request
from tracecat.api import workflow_executions


def synchronous(client: Client, workspace: UUID) -> None:
    calls = client.workflow_executions
    assert_type(calls.get(workspace, "wf/exec"), models.WorkflowExecutionRead)
    assert_type(calls.get_compact(str(workspace), "wf/exec"), models.WorkflowExecutionReadCompact)
    request = workflow_executions.get_workflow_execution(workspace, "wf/exec")
    assert_type(client.send(request), models.WorkflowExecutionRead)
    assert_type(calls.list(workspace), list[models.WorkflowExecutionReadMinimal])
    created = calls.create(workspace, models.WorkflowExecutionCreate(workflow_id="wf_1"))
    reveal_type(created.wf_exec_id)  # str
    assert_type(calls.cancel.request(workspace, "wf/exec"), Request[None])
    calls.cancel(workspace, "wf/exec")
    calls.terminate(workspace, "wf/exec", models.WorkflowExecutionTerminate(reason="r"))
    reveal_type(calls.search(workspace).items)  # list[WorkflowRunReadMinimal]


def enumerations(client: Client, workspace: UUID, triggers: list[models.TriggerType]) -> None:
    """A member, its value, a list of either or of both, and what was found before."""
    calls = client.workflow_executions
    calls.list(workspace, trigger=["manual"])
    calls.list(workspace, trigger=("manual", models.TriggerType.WEBHOOK))
    calls.list(workspace, trigger=[models.TriggerType.MANUAL], user_id="current")
    calls.list(workspace, trigger=triggers, user_id=uuid4())
    calls.list(workspace, trigger=[models.TriggerType("new")])
    calls.search(workspace, status=["RUNNING", "FAILED"], status_mode="exclude")
    calls.search(workspace, status_mode=models.SearchStatusMode.INCLUDE, relation="root")
    calls.search(workspace, start_time_from=datetime.now(UTC), limit=10, reverse=True)
    word: str = models.TriggerType("new")
    print(word, models.TriggerType.MANUAL.value)
    reveal_type(triggers[0].upper())  # str
    reveal_type(models.AccessLevel(999) + 1)  # int


async def asynchronous(client: AsyncClient, workspace: UUID) -> None:
    run = await client.workflow_executions.get(workspace, "wf/exec")
    assert_type(run, models.WorkflowExecutionRead)
    for event in run.events:
        reveal_type(event.event_time)  # datetime
        assert_type(event.event_type, models.WorkflowEventType)
    listed = await client.workflow_executions.list(workspace, trigger=["webhook"])
    reveal_type(listed)  # list[WorkflowExecutionReadMinimal]
    await client.workflow_executions.cancel(workspace, "wf/exec")
    request = workflow_executions.search_workflow_executions(workspace, cursor="c")
    reveal_type(await client.send(request))  # WorkflowRunPage


def unions(event: models.WorkflowExecutionEvent, action: models.ActionStatement) -> str:
    assert_type(
        action.interaction,
        models.ResponseInteraction | models.ApprovalInteraction | UnknownVariant | None,
    )
    match action.interaction:
        case models.ApprovalInteraction() as approval:
            assert_type(approval.required_approvers, int | None)
            reveal_type(approval.type)  # Literal['approval']
        case models.ResponseInteraction(timeout=timeout):
            assert_type(timeout, float | None)
        case UnknownVariant() as unknown:
            assert_type(unknown.votes, Any)
        case None:
            pass
    group = event.event_group
    if group is not None and isinstance(group.action_input, models.RunActionInput):
        return group.action_input.task.ref
    assert_type(action.for_each, str | list[str] | None)
    return action.ref


def models_are_made_by_name() -> None:
    role = models.Role(type=models.RoleType.USER, service_id=models.RoleService("x"))
    assert_type(role.workspace_id, UUID | None)
    assert_type(role.access_level, models.AccessLevel | None)
    models.ActionStatement(ref="r", action="a", interaction=models.ApprovalInteraction())
    models.ActionStatement(ref="r", action="a", for_each=["a"], args={"a": 1}, start_delay=1)
    reveal_type(models.ValidationError(loc=["body", 0], msg="m", type="t").loc)  # list[str | int]
    reveal_type(role.model_copy())  # Role


def errors(client: Client, workspace: str) -> None:
    try:
        client.workflow_executions.list(workspace)
    except tracecat.UnprocessableError as error:
        assert_type(error.error, models.HTTPValidationError | None)
        if error.error is not None and error.error.detail:
            reveal_type(error.error.detail[0].msg)  # str
    except tracecat.NotFoundError as error:
        assert_type(error.error, Any)
    except (tracecat.TransportError, tracecat.CredentialsError) as error:
        assert_type(error.request, Request[Any] | None)


def clients() -> None:
    Client(api_key="k").close()
    Client(session="s", service_key=lambda: "k").close()
    AsyncClient()
