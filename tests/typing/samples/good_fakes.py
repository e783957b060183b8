"""Fakes of both APIs that both checkers must take, and what they must infer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_type, reveal_type

import httpx2

import blink.testing
import tracecat.testing
from blink import AsyncClient, Client, models
from blink._runtime.fakes import FakeOperation
from blink.testing import Fake, FakeCall, UnexpectedCall
from tracecat.models import WorkflowExecutionReadCompact


def scripts(fake: Fake) -> None:
    one = models.PlaybookExecutionWithSubflowNames(id="x")
    fake.executions.get.returns(one)
    fake.executions.get.returns(one, one, status=203, headers={"X": "y"}).fails(404).returns(one)
    fake.executions.get.fails(404, models.ErrorWrapper(message="gone"), headers={"X": "y"})
    fake.executions.get.fails(500, {"message": "down"})
    fake.executions.get.raises(httpx2.ConnectError("down"))
    fake.executions.get.responds(lambda call: one)
    fake.executions.get.sends(b"<html>", "text/html", status=502)
    fake.executions.list.returns(models.PlaybookExecutionPage(results=[]))
    fake.workflows.execute.returns({"any": "output"})
    assert_type(fake.executions.get, FakeOperation[models.PlaybookExecutionWithSubflowNames])
    assert_type(fake.executions.list.returns(), FakeOperation[models.PlaybookExecutionPage])


def answers(fake: Fake, call: FakeCall) -> models.PlaybookExecutionPage:
    assert_type(call.path, Mapping[str, str])
    assert_type(call.query, Mapping[str, str | list[str]])
    assert_type(call.headers, Mapping[str, str])
    assert_type(call.body, Any)
    fake.executions.list.responds(lambda call: answers(fake, call))
    return models.PlaybookExecutionPage(limit=len(call.method))


def clients(fake: Fake) -> None:
    assert_type(fake.client(), Client)
    assert_type(fake.async_client(), AsyncClient)
    assert_type(fake.calls, list[FakeCall])
    assert_type(fake.executions.get.calls, list[FakeCall])
    Client(api_key="k", transport=fake.transport, base_url=fake.base_url).close()
    AsyncClient(api_key="k", transport=fake.transport)
    fake.reset()
    reveal_type(fake.base_url)  # str


def others(run: WorkflowExecutionReadCompact) -> None:
    fake = tracecat.testing.Fake(strict=True)
    fake.workflow_executions.cancel.returns(None)
    fake.workflow_executions.get_compact.fails(404).returns(run)
    assert_type(fake.client(), tracecat.Client)
    try:
        blink.testing.Fake().client().close()
    except UnexpectedCall as error:
        assert_type(error, UnexpectedCall)
