"""What is called: an operation as the generated client calls it, and all that a hand needs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import httpx2
from pydantic import BaseModel

import blink
import blink.models
import tracecat
import tracecat.models

from ..behaviour.servers import blink as played
from ..behaviour.servers.blink import Blink
from ..behaviour.servers.histories import history
from ..behaviour.servers.tracecat import WORKSPACE, Tracecat

KEY = "k"
INPUTS = {"pod": "web-1", "grace_period": 30}
EVENTS = 300


@dataclass(frozen=True, slots=True)
class Operation:
    """One call, and its answer."""

    name: str
    package: ModuleType
    method: str
    path: str
    answer: Any
    """The type of the answer, the same for both."""
    content: bytes
    """The answer."""
    generated: Callable[[Any], Any]
    """The call of a generated client, sync or not."""
    sent: Callable[[], Mapping[str, Any]] = dict
    """What a hand passes to httpx2, made anew for each call."""


def hand_headers(package: ModuleType) -> dict[str, str]:
    """What a hand passes to httpx2's client, and a generated client makes of its key."""
    key = {"BLINK-API-KEY": KEY} if package is blink else {"Authorization": f"Bearer {KEY}"}
    return {"Accept": "application/json", **key}


def operations() -> list[Operation]:
    """Small and large answers, as the played servers give them."""
    world = Blink()
    for _ in range(100):
        world.started(played.WORKFLOW, {"input_values": INPUTS})
    executions = f"/workspace/{played.WORKSPACE}/executions"
    execute = f"/workspace/{played.WORKSPACE}/playbooks/{played.WORKFLOW}/execute"
    return [
        Operation(
            "blink: get an execution",
            blink,
            "GET",
            f"{executions}/e-1",
            blink.models.PlaybookExecutionWithSubflowNames,
            _compact(_without_nulls(world.executions["e-1"])),
            lambda client: client.executions.get(played.WORKSPACE, "e-1"),
        ),
        Operation(
            "blink: start a workflow",
            blink,
            "POST",
            execute,
            blink.models.StartedExecution | Any,
            b'{"execution_id":"e-1"}',
            lambda client: client.workflows.execute(played.WORKSPACE, played.WORKFLOW, _body()),
            lambda: {
                "content": _json(_body()),
                "headers": {"Content-Type": "application/json"},
            },
        ),
        Operation(
            "blink: list 100 executions",
            blink,
            "GET",
            executions,
            blink.models.PlaybookExecutionPage,
            _compact(_without_nulls(asyncio.run(_page(world, executions)))),
            lambda client: client.executions.list(played.WORKSPACE, q=_query()),
            lambda: {"params": {"q": _json(_query()).decode()}},
        ),
        _history(),
    ]


def _history() -> Operation:
    events = [
        {**event, "event_id": number}
        for number, event in enumerate(history() * (EVENTS // len(history())), 1)
    ]
    execution = Tracecat().started(id="exec_1", events=events)
    return Operation(
        f"tracecat: get an execution of {len(events)} events",
        tracecat,
        "GET",
        f"/workspaces/{WORKSPACE}/workflow-executions/exec_1",
        tracecat.models.WorkflowExecutionRead,
        _compact(execution),
        lambda client: client.workflow_executions.get(WORKSPACE, "exec_1"),
    )


async def _page(world: Blink, path: str) -> Any:
    transport = httpx2.ASGITransport(world.app())
    async with httpx2.AsyncClient(transport=transport) as http:
        answer = await http.get(
            f"http://blink.test{played.BASE}{path}",
            params={"q": '{"limit": 100}'},
            headers={"BLINK-API-KEY": played.KEY},
        )
    return answer.raise_for_status().json()


def _without_nulls(value: Any) -> Any:
    """Not every generator's client takes the nulls that Blink sends in objects' places."""
    if isinstance(value, dict):
        return {n: _without_nulls(member) for n, member in value.items() if member is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


def _query() -> blink.models.RqlQuery:
    return blink.models.RqlQuery(limit=100, filter={"state_ui": "Failed"})


def _body() -> blink.models.ExecutePlaybookBody:
    return blink.models.ExecutePlaybookBody(input_values=INPUTS)


def _json(value: BaseModel) -> bytes:
    return value.model_dump_json(by_alias=True, exclude_unset=True).encode()


def _compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
