"""What holds for every operation of both APIs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from inspect import getmembers, isclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2
import pytest

import blink
import tracecat
from blink.models import ExecutePlaybookBody, RqlQuery
from tracecat.models import WorkflowExecutionCreate, WorkflowExecutionTerminate

from .driver import Server
from .servers import blink as played_blink
from .servers import tracecat as played_tracecat
from .servers.broken import BEFORE_HEADERS, broken
from .servers.wire import PATIENCE, Answer, Paused, Seen

WS = UUID(played_tracecat.WORKSPACE)
ID = quote(f"{played_tracecat.WORKFLOW}/exec_1", safe="")
MOMENT = datetime(2025, 4, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Operation:
    """An operation and arguments that its server is content with."""

    package: str
    name: str
    method: str
    positional: tuple[Any, ...] = ()
    keywords: tuple[tuple[str, Any], ...] = ()

    def __call__(self, client: Any, spelling: str = "__call__") -> Any:
        resource, _, name = self.name.partition(".")
        call = getattr(getattr(client, resource), name)
        return getattr(call, spelling)(*self.positional, **dict(self.keywords))


def blink_(name: str, method: str, *positional: Any, **keywords: Any) -> Operation:
    return Operation("blink", name, method, ("ws", *positional), tuple(keywords.items()))


def tracecat_(name: str, method: str, *positional: Any, **keywords: Any) -> Operation:
    name = f"workflow_executions.{name}"
    return Operation("tracecat", name, method, positional, tuple(keywords.items()))


OPERATIONS = [
    blink_("executions.get", "GET", "e-1", with_apply_view=True),
    blink_("executions.list", "GET", q=RqlQuery(limit=2, filter={"name": {"$like": "%é + %"}})),
    blink_(
        "workflows.execute",
        "POST",
        played_blink.WORKFLOW,
        ExecutePlaybookBody(input_values={"é": [None]}),
        run_sync=False,
        timeout=3,
    ),
    tracecat_("cancel", "POST", WS, ID),
    tracecat_("create", "POST", WS, WorkflowExecutionCreate(workflow_id="wf_9", inputs=["é"])),
    tracecat_("get", "GET", WS, ID),
    tracecat_("get_compact", "GET", WS, ID),
    tracecat_("get_legacy", "GET", ID, workspace_id=WS),
    tracecat_("list", "GET", WS, trigger=["manual", "webhook"], user_id="current"),
    tracecat_("search", "GET", WS, status=["RUNNING"], start_time_from=MOMENT, reverse=True),
    tracecat_("terminate", "POST", WS, ID, WorkflowExecutionTerminate(reason="é")),
]
every_operation = pytest.mark.parametrize(
    "operation", OPERATIONS, ids=[f"{o.package}.{o.name}" for o in OPERATIONS]
)

ServerOf = Callable[[str], Server[Any]]


def populated(server: Server[Any]) -> Server[Any]:
    """The server with the execution that the operations are about."""
    if isinstance(server.world, played_blink.Blink):
        server.world.started(played_blink.WORKFLOW, {})
    else:
        server.world.started()
    return server


def test_none_is_forgotten() -> None:
    operations: set[str] = set()
    for package in (blink, tracecat):
        for module in {o.name.split(".")[0] for o in OPERATIONS if o.package == package.__name__}:
            resources = import_module(f"{package.__name__}.resources.{module}")
            (resource,) = [
                value
                for name, value in getmembers(resources, isclass)
                if value.__module__ == resources.__name__ and not name.startswith("Async")
            ]
            names = [name for name in vars(resource) if not name.startswith("_")]
            operations |= {f"{package.__name__}.{module}.{name}" for name in names}
    assert operations == {f"{o.package}.{o.name}" for o in OPERATIONS} and len(operations) == 11


@every_operation
def test_it_returns_a_response(operation: Operation, open_any: Any, any_server: ServerOf) -> None:
    server = populated(any_server(operation.package))
    client = open_any(operation.package)
    request = operation(client, "request")
    assert request.method == operation.method and server.seen == []
    value = operation(client)
    kinds = request.response_type
    if kinds is None:
        assert value is None
    elif isclass(kinds):
        assert type(value) is kinds
    assert server.last.method == operation.method
    assert server.last.path.endswith(request.url)
    assert server.last.query == request.query_string


@every_operation
def test_sync_and_async_send_the_same(operation: Operation, any_server: ServerOf) -> None:
    server = any_server(operation.package)
    package: Any = blink if operation.package == "blink" else tracecat
    response = Answer(200, [] if operation.name.endswith("list") else {})

    def sent() -> tuple[object, ...]:
        seen: Seen = server.seen.pop()
        return seen.method, seen.path, seen.query, seen.headers.raw, seen.body

    async def send() -> None:
        async with package.AsyncClient(api_key="x", base_url=server.url) as client:
            await operation(client, "raw")

    server.wire.plan.append(response)
    with package.Client(api_key="x", base_url=server.url) as client:
        operation(client, "raw")
    synchronous = sent()
    server.wire.plan.append(response)
    asyncio.run(send())
    assert sent() == synchronous


@every_operation
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "BadRequestError"),
        (403, "ForbiddenError"),
        (404, "NotFoundError"),
        (422, "UnprocessableError"),
        (500, "ServerError"),
    ],
)
def test_errors(
    operation: Operation, status: int, kind: str, open_any: Any, any_server: ServerOf
) -> None:
    server = any_server(operation.package)
    package: Any = blink if operation.package == "blink" else tracecat
    body: dict[str, Any] = {"message": "no", "status": status}
    if package is tracecat:
        body = {"detail": [{"loc": ["path", "x"], "msg": "no", "type": "t"}]}
    server.wire.plan.append(Answer(status, body))
    with pytest.raises(package.StatusError, match=r": (path\.x: )?no$") as caught:
        operation(open_any(operation.package))
    assert type(caught.value) is getattr(package, kind) and len(server.seen) == 1
    assert caught.value.error.model_dump(exclude_unset=True) == body


@every_operation
def test_a_wrong_key(operation: Operation, open_any: Any, any_server: ServerOf) -> None:
    server = populated(any_server(operation.package))
    package: Any = blink if operation.package == "blink" else tracecat
    with pytest.raises(package.UnauthorizedError, match=r"invalid API key|Unauthorized"):
        operation(open_any(operation.package, api_key="wrong"))
    assert len(server.seen) == 1


@every_operation
def test_a_late_response(operation: Operation, open_any: Any, any_server: ServerOf) -> None:
    server = populated(any_server(operation.package))
    package: Any = blink if operation.package == "blink" else tracecat
    client = open_any(operation.package, max_retries=0)
    server.wire.plan.append(paused := Paused())
    with pytest.raises(package.TimeoutError):
        operation(client.with_options(timeout=httpx2.Timeout(60, read=0.05)))
    assert paused.arrived.wait(PATIENCE)
    assert len(server.seen) == 1


@every_operation
def test_a_dropped_connection(operation: Operation, open_any: Any) -> None:
    package: Any = blink if operation.package == "blink" else tracecat
    with broken(BEFORE_HEADERS) as server, pytest.raises(package.TransportError):
        operation(open_any(operation.package, base_url=server.url))
    assert len(server.requests) == (3 if operation.method == "GET" else 1)
