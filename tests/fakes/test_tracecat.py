"""The fake of Tracecat: enumerations, required fields, no content, a waiter with grace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

import tracecat
from tracecat import models
from tracecat.testing import Fake

Ask = Callable[..., Any]
WS = UUID(int=7)
CREATED = models.WorkflowExecutionCreate(workflow_id="wf_9")
CALLS: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "cancel": ((WS, "id"), {}),
    "create": ((WS, CREATED), {}),
    "get": ((WS, "id"), {}),
    "get_compact": ((WS, "id"), {}),
    "get_legacy": (("id",), {"workspace_id": WS}),
    "list": ((WS,), {}),
    "search": ((WS,), {}),
    "terminate": ((WS, "id", models.WorkflowExecutionTerminate(reason="x")), {}),
}


@pytest.mark.parametrize("name", CALLS)
def test_every_operation_has_a_default_response(name: str, ask: Ask) -> None:
    fake = Fake()
    positional, keywords = CALLS[name]
    response = ask(fake, f"workflow_executions.{name}", *positional, how="raw", **keywords)
    assert response.value is not None or response.status == 204
    (call,) = fake.calls
    assert call.operation == f"workflow_executions.{name}"
    assert call in getattr(fake.workflow_executions, name).calls


def test_none_is_forgotten() -> None:
    assert {f"workflow_executions.{name}" for name in CALLS} == set(Fake().server_.routes)


def test_no_content(ask: Ask) -> None:
    fake = Fake()
    fake.workflow_executions.cancel.returns(None)
    response = ask(fake, "workflow_executions.cancel", WS, "id", how="raw")
    assert (response.status, response.content) == (204, b"")


def test_an_execution_that_is_not_there_yet(ask: Ask) -> None:
    fake = Fake()
    with fake.client() as client:
        running = client.workflow_executions.get_compact(WS, "id")
    done = running.model_copy(update={"status": models.WorkflowExecutionStatus.COMPLETED})
    fake.reset()
    fake.workflow_executions.get_compact.fails(404).returns(running, done)
    last = ask(fake, "workflow_executions.get_compact", WS, "id", how="wait")
    assert last.status == "COMPLETED"
    assert [call.path["execution_id"] for call in fake.calls] == ["id"] * 3


def test_an_execution_that_fails(ask: Ask) -> None:
    fake = Fake()
    fake.workflow_executions.get_compact.sends(b'{"status": "FAILED"}')
    execution = ask(fake, "workflow_executions.get_compact", WS, "id")
    assert (execution.status, execution.start_time) == ("FAILED", None)
    strict = fake.client().with_options(validation="strict")
    with pytest.raises(tracecat.DecodeError):
        strict.workflow_executions.get_compact(WS, "id")


def test_credentials_are_masked(ask: Ask) -> None:
    fake = Fake()
    ask(fake, "workflow_executions.get", WS, "id")
    ask(fake, "workflow_executions.get_legacy", "id", workspace_id=WS)
    new, old = fake.calls
    assert new.headers["authorization"] == "***"
    assert old.headers["cookie"] == "***"
