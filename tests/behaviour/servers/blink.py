"""Blink, played from what is known of it.

`python -m tests.behaviour.servers.blink` serves it until it is interrupted.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .loopback import serving
from .rql import matches, ordered

KEY = "blink-key"
WORKSPACE = "ws"
WORKFLOW = "restart-pod"
BASE = "/api/v1"
STARTED_AT = 1_743_500_000_000
"""When the first execution started, in milliseconds since the epoch; the others follow it."""

_FEWEST, _MOST = 25, 100
"""Executions on a page if nothing is asked for, and whatever is asked for."""
_ONLY_ALONE = (
    "display_name duration event input_values_origin_exec_id inputs pack_id playbook_deleted "
    "playbook_name scheduled_trigger_timezone subflows_reference_to_name_mapping"
).split()
"""Properties that an execution in a list lacks."""

Handler = Callable[[Request], Awaitable[Response]]


class Blink:
    """A tenant with one workspace. Of every execution, the first read finds it running."""

    def __init__(self) -> None:
        self.executions: dict[str, dict[str, Any]] = {}
        self.outputs: dict[str, Any] = {WORKFLOW: {"restarted": ["web-1"]}}
        """What the workflows put out, by their ID."""
        self._numbers = count(1)

    def app(self) -> Starlette:
        """The application."""
        executions = f"{BASE}/workspace/{{ws_id}}/executions"
        execute = f"{BASE}/workspace/{{ws_id}}/playbooks/{{id}}/execute"
        return Starlette(
            routes=[
                Route(executions, _guarded(self.find), methods=["GET"]),
                Route(executions + "/{id}", _guarded(self.get), methods=["GET"]),
                Route(execute, _guarded(self.execute), methods=["POST"]),
            ]
        )

    def started(self, workflow: str, body: dict[str, Any]) -> dict[str, Any]:
        """A new execution with all its properties, some of them null."""
        number = next(self._numbers)
        execution: dict[str, Any] = dict.fromkeys((*_TEXTS, *_NUMBERS)) | {
            "id": f"e-{number}",
            "name": f"{workflow} + {number}",
            "display_name": f"{workflow} #{number}",
            "execution_number": number,
            "playbook_id": workflow,
            "workspace_id": WORKSPACE,
            "trigger_type": body.get("trigger_type", "a-trigger-nobody-listed"),
            "state": "ENGINE_STATE_17",
            "state_ui": "Running",
            "started_at": STARTED_AT + number * 1000,
            "playbook_deleted": False,
            "with_concurrency_limit": None,
            "error_details": {},
            "event": body.get("event"),
            "inputs": body.get("input_values", {}),
            "input_values_origin_exec_id": body.get("past_exec_ref"),
            "step_results": {"S1": 0},
            "subflows_reference_to_name_mapping": {"subflow_ref_1": "Child flow"},
            "new_property": {"since": "yesterday", "list": [1, None, "x"]},
        }
        self.executions[execution["id"]] = execution
        return execution

    async def get(self, request: Request) -> Response:
        """The execution with an ID."""
        execution = self.executions.get(request.path_params["id"])
        if execution is None:
            return failure(404, "execution not found", details="no execution has this ID")
        answer = dict(execution)
        view = request.query_params.get("withApplyView")
        if view not in (None, "true", "false"):
            return failure(400, "withApplyView is neither true nor false")
        if view == "true":
            answer["apply_view"] = {"columns": 3}
        if execution["state_ui"] == "Running":
            execution |= {"state_ui": "Completed", "finished_at": STARTED_AT + 60_000}
            execution |= {"duration": 1523, "net_runtime_ms": 1500}
        return JSONResponse(answer)

    async def find(self, request: Request) -> Response:
        """A page of executions."""
        try:
            query = json.loads(request.query_params.get("q") or "{}")
            limit, offset = int(query.get("limit", _FEWEST)), int(query.get("offset", 0))
            selected: list[Any] = [
                e for e in self.executions.values() if matches(e, query.get("filter", {}))
            ]
        except (AttributeError, KeyError, ValueError) as error:
            return failure(400, "q is not an RQL object", details=repr(error))
        limit = min(limit, _MOST)
        selected = ordered(selected, query.get("sort", []))
        page = [
            {
                name: value
                for name, value in execution.items()
                if name not in _ONLY_ALONE and name in query.get("select", execution)
            }
            for execution in selected[offset : offset + limit]
        ]
        paging = {"limit": limit, "offset": offset, "total": len(selected), "took_ms": 3}
        return JSONResponse(paging | {"results": page})

    async def execute(self, request: Request) -> Response:
        """Starts a workflow; what it puts out, or the ID of the execution."""
        workflow, query = request.path_params["id"], request.query_params
        if workflow not in self.outputs:
            return failure(404, "workflow not found")
        try:
            body = json.loads(await request.body() or b"{}")
            int(query.get("timeout", 0))
        except ValueError as error:
            return failure(400, "malformed request", details=str(error))
        if not isinstance(body, dict):
            return failure(400, "the body is not an object")
        execution = self.started(workflow, body)
        if query.get("run_sync") == "true":
            return JSONResponse(self.outputs[workflow])
        return JSONResponse({"execution_id": execution["id"]})


def failure(status: int, message: str, **more: object) -> JSONResponse:
    """An error as the API wraps it."""
    number = f"req-{status}"
    body = {"message": message, "status": status, "identifier": number, "data": None, **more}
    return JSONResponse(body, status, {"X-Request-Id": number})


@contextmanager
def running(port: int = 0) -> Iterator[str]:
    """The base URL of a server of its own."""
    with serving(Blink().app(), port) as url:
        yield url + BASE


def _guarded(handler: Handler) -> Handler:
    async def guarded(request: Request) -> Response:
        if request.headers.get("BLINK-API-KEY") != KEY:
            return failure(401, "invalid API key")
        if request.path_params["ws_id"] != WORKSPACE:
            return failure(403, "no role in the workspace")
        return await handler(request)

    return guarded


_TEXTS = (
    "app_id async_parent_execution_id cancel_reason created_by ctrl_id engine_v2_compile_error "
    "engine_version last_playbook_name pack_id parent_execution_id playbook playbook_name "
    "runner_cluster_version runner_group_id runner_id runner_version scheduled_trigger_timezone "
    "tenant_id test_session_id top_execution_id type updated_by version"
).split()
_NUMBERS = (
    "created_at draft_execution_number duration execution_depth finished_at net_runtime_ms timeout "
    "top_execution_started_at updated_at"
).split()


if __name__ == "__main__":
    from threading import Event

    with running(8000) as here:
        print(f"Blink is played at {here}; its key is {KEY}, its workspace {WORKSPACE}")
        with suppress(KeyboardInterrupt):
            Event().wait()
