"""Each line with the comment must be rejected by both checkers, and no other."""

from __future__ import annotations

from uuid import UUID

from tracecat import AsyncClient, Client, models
from tracecat.api import workflow_executions


def literals(client: Client, workspace: UUID, words: list[str]) -> None:
    calls = client.workflow_executions
    calls.list(workspace, trigger=["manually"])  # wrong: no such value
    calls.list(workspace, trigger="manual")  # wrong: not a list
    calls.list(workspace, trigger=words)  # wrong: any strings
    calls.list(workspace, trigger=[models.InteractionType.APPROVAL])  # wrong: another enumeration
    calls.list(workspace, user_id="me")  # wrong: no such word
    calls.search(workspace, status_mode="exclud")  # wrong: no such value
    calls.search(workspace, status=["RUNNING", "LOST"])  # wrong: no such value
    calls.search(workspace, relation=models.SearchStatusMode.INCLUDE)  # wrong: another enumeration
    calls.search(workspace, limit=1.5)  # wrong: not an int
    calls.search(workspace, start_time_from="2026-01-01")  # wrong: not a datetime
    print(models.TriggerType.MANUALLY)  # wrong: no such member


def bodies(client: Client, workspace: UUID) -> None:
    calls = client.workflow_executions
    calls.create(workspace)  # wrong: the body is required
    calls.create(workspace, None)  # wrong: the body is required
    calls.create(workspace, models.WorkflowExecutionTerminate())  # wrong: another body
    calls.create(workspace, [("workflow_id", "w")])  # wrong: not the model
    other = models.WorkflowExecutionCreate(workflow_id="w")
    calls.terminate(workspace, "w", other)  # wrong: another body
    workflow_executions.create_workflow_execution(workspace, body="w")  # wrong: not the model
    calls.get_legacy("w", workspace)  # wrong: by keyword only
    calls.get_legacy("w")  # wrong: the query parameter is required
    calls.get_legacy("w", workspace_id=workspace)  # wrong: deprecated
    workflow_executions.get_legacy("w", workspace_id=workspace)  # wrong: deprecated
    calls.get(None, "w")  # wrong: a path has no null
    calls.get(3, "w")  # wrong: not a UUID
    done: str = calls.cancel(workspace, "w")  # wrong: nothing comes back
    print(done)


def unions(action: models.ActionStatement, event: models.WorkflowExecutionEvent) -> None:
    print(action.interaction.timeout)  # wrong: it may be None
    if action.interaction is not None:
        print(action.interaction.required_approvers)  # wrong: one of them has none
    if isinstance(action.interaction, models.ApprovalInteraction):
        print(action.interaction.votes)  # wrong: no such field
    if event.event_group is not None:
        print(event.event_group.action_input.task.ref)  # wrong: some of them have none
    models.ActionStatement(ref="r", action="a", interaction=models.Trigger)  # wrong: no variant
    models.ApprovalInteraction(type="response")  # wrong: it is fixed
    models.ActionStatement(ref="r")  # wrong: action is required
    models.Role(type="user")  # wrong: not a member, and a field is missing


async def awaiting(client: AsyncClient, workspace: UUID) -> None:
    for _ in client.workflow_executions.list(workspace):  # wrong: not awaited
        pass
    print(client.workflow_executions.search(workspace).items)  # wrong: not awaited
    len(await client.workflow_executions.search(workspace))  # wrong: a page, not a list
    await client.workflow_executions.list(workspace, trigger=["x"])  # wrong: no such value
    await client.send(workflow_executions.get_compact(workspace))  # wrong: execution_id is missing
