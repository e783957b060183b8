"""Tracecat, played from what is known of it.

`python -m tests.behaviour.servers.tracecat` serves it until it is interrupted.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from typing import Any
from urllib.parse import unquote, urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .checks import Checks, Rejected
from .histories import CLOSE, RUN, START, compact, history
from .loopback import serving

KEY, SESSION, SERVICE_KEY = "tracecat-key", "tracecat-session", "tracecat-service"
WORKSPACE = "2f0a9e1c-9b1d-4c43-8d3f-6f6a5f6c2b11"
WORKFLOW = "wf_1a2B"
BASE = "/api"

STATUSES = (
    "RUNNING",
    "COMPLETED",
    "FAILED",
    "CANCELED",
    "TERMINATED",
    "CONTINUED_AS_NEW",
    "TIMED_OUT",
)
TRIGGERS = ("manual", "scheduled", "webhook")
_FULL = ("events", "interaction_states")
_SEARCHED = ("execution_type", "trigger_type", "workflow_id", "workflow_title")

Handler = Callable[[Request], Awaitable[Response]]


class Tracecat:
    """A deployment with one workspace.

    A new execution is unknown to the first read and running at the second one.
    """

    def __init__(self) -> None:
        self.executions: dict[str, dict[str, Any]] = {}
        self.reasons: dict[str, str | None] = {}
        """Why executions were terminated, by their ID."""
        self._unknown: set[str] = set()
        self._numbers = count(1)

    def app(self) -> Starlette:
        """The application. Its routes match decoded paths, as the real one's do."""
        executions = f"{BASE}/workspaces/{{workspace_id}}/workflow-executions"
        one = executions + "/{execution_id}"
        return Starlette(
            routes=[
                Route(executions, _guarded(self.list), methods=["GET"]),
                Route(executions, _guarded(self.create), methods=["POST"]),
                Route(executions + "/search", _guarded(self.search), methods=["GET"]),
                Route(one, _guarded(self.get), methods=["GET"]),
                Route(one + "/compact", _guarded(self.get_compact), methods=["GET"]),
                Route(one + "/cancel", _guarded(self.cancel), methods=["POST"]),
                Route(one + "/terminate", _guarded(self.terminate), methods=["POST"]),
                Route(f"{BASE}/workflow-executions/{{execution_id}}", _guarded(self.get)),
            ],
            exception_handlers={404: _not_found, Rejected: _rejected},
        )

    def started(self, **more: object) -> dict[str, Any]:
        """A running execution that everyone knows."""
        number = next(self._numbers)
        execution: dict[str, Any] = {
            "id": f"{WORKFLOW}/exec_{number}",
            "run_id": RUN,
            "start_time": START,
            "execution_time": None,
            "close_time": None,
            "status": "RUNNING",
            "workflow_type": "DSLWorkflow",
            "task_queue": "tracecat-task-queue",
            "history_length": 9,
            "parent_wf_exec_id": None,
            "events": history(),
            "interaction_states": {"i": {"type": "approval", "action_ref": "a", "status": "idle"}},
            "trigger_type": "manual",
            "execution_type": "draft",
            "workflow_id": WORKFLOW,
            "workflow_title": None,
            "new_property": {"since": "yesterday"},
            **more,
        }
        self.executions[execution["id"]] = execution
        return execution

    async def list(self, request: Request) -> Response:
        """The executions, in short form."""
        checks = Checks(request)
        limit = checks.number("limit", 1, 1000) or 1000
        triggers = checks.several("trigger", TRIGGERS)
        user = checks.text("user_id")
        if user != "current":
            checks.uuid("user_id")
        workflow = checks.text("workflow_id")
        checks.done()
        matches = [
            _without(execution, *_FULL, "workflow_id", "workflow_title")
            for execution in self.executions.values()
            if execution["trigger_type"] in (triggers or [execution["trigger_type"]])
            and execution["workflow_id"] == (workflow or execution["workflow_id"])
        ]
        return JSONResponse(matches[:limit])

    async def create(self, request: Request) -> Response:
        """Starts a workflow; the execution shows up later."""
        checks = Checks(request)
        body = await checks.body("workflow_id")
        checks.done()
        if body["workflow_id"] == "wf_crash":
            return JSONResponse({"message": "An unexpected error occurred"}, 500)
        execution = self.started(workflow_id=body["workflow_id"])
        self._unknown.add(execution["id"])
        answer = {"message": "Workflow execution started", "wf_id": body["workflow_id"]}
        answer |= {"wf_exec_id": execution["id"], "payload": body.get("inputs")}
        return JSONResponse(answer)

    async def search(self, request: Request) -> Response:
        """A page of executions; its cursors are good for the same filters only."""
        checks = Checks(request)
        limit = checks.number("limit", 1, 1000) or 100
        statuses = checks.several("status", STATUSES)
        excluded = checks.one("status_mode", ("include", "exclude")) == "exclude"
        since, until = checks.moment("start_time_from"), checks.moment("start_time_to")
        for name in ("close_time_from", "close_time_to"):
            checks.moment(name)
        for name in ("duration_gte_seconds", "duration_lte_seconds"):
            checks.number(name, 0)
        checks.one("relation", ("all", "root", "child"))
        backwards, term = checks.flag("reverse"), checks.text("search_term") or ""
        checks.done()
        filters = [p for p in request.query_params.multi_items() if p[0] not in ("cursor", "limit")]
        cursor, offset = request.query_params.get("cursor"), 0
        if cursor is not None:
            bound, offset = json.loads(urlsafe_b64decode(cursor))
            if bound != urlencode(filters):
                error = {"code": "cursor_mismatch", "message": "the cursor has other filters"}
                return JSONResponse({"error": error}, 400)
        matches = [
            _without(execution, *_FULL)
            for execution in self.executions.values()
            if (not statuses or (execution["status"] in statuses) is not excluded)
            and term in execution["id"]
            and (since is None or since <= _moment(execution))
            and (until is None or until >= _moment(execution))
        ]
        if backwards:
            matches.reverse()

        def cursor_at(offset: int) -> str | None:
            if not 0 <= offset < len(matches):
                return None
            return urlsafe_b64encode(json.dumps([urlencode(filters), offset]).encode()).decode()

        following, preceding = cursor_at(offset + limit), cursor_at(offset - limit)
        return JSONResponse(
            {
                "items": matches[offset : offset + limit],
                "next_cursor": following,
                "prev_cursor": preceding,
                "has_more": following is not None,
                "has_previous": preceding is not None,
                "total_estimate": None,
            }
        )

    async def get(self, request: Request) -> Response:
        """The execution with an ID; each read of it lets it go on."""
        execution = self._named(request)
        if execution is None:
            return _failure(404, f"Execution {request.path_params['execution_id']} not found")
        answer = _without(execution, *_SEARCHED)
        if execution["status"] == "RUNNING":
            execution |= {"status": "COMPLETED", "close_time": CLOSE, "execution_time": START}
        return JSONResponse(answer)

    async def get_compact(self, request: Request) -> Response:
        """The same in compact form."""
        execution = self._named(request)
        if execution is None:
            return _failure(404, "Not found")
        return JSONResponse(_without(execution, *_SEARCHED) | {"events": compact()})

    async def cancel(self, request: Request) -> Response:
        """Ends an execution that is running."""
        return self._ended(request, "CANCELED")

    async def terminate(self, request: Request) -> Response:
        """The same, at once and with a reason."""
        checks = Checks(request)
        body = await checks.body()
        checks.done()
        answer = self._ended(request, "TERMINATED")
        if answer.status_code == 204:
            self.reasons[unquote(request.path_params["execution_id"])] = body.get("reason")
        return answer

    def _ended(self, request: Request, status: str) -> Response:
        execution = self._named(request)
        if execution is None:
            return _failure(404, "Not found")
        if execution["status"] != "RUNNING":
            return _failure(409, {"code": "not_running", "message": "it has ended already"})
        execution |= {"status": status, "close_time": CLOSE}
        return Response(status_code=204)

    def _named(self, request: Request) -> dict[str, Any] | None:
        name = unquote(request.path_params["execution_id"])
        if name in self._unknown:
            self._unknown.discard(name)
            return None
        return self.executions.get(name)


@contextmanager
def running(port: int = 0) -> Iterator[str]:
    """The base URL of a server of its own."""
    with serving(Tracecat().app(), port) as url:
        yield url + BASE


def _moment(execution: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(execution["start_time"])


def _without(execution: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in execution.items() if name not in names}


def _failure(status: int, detail: object) -> JSONResponse:
    return JSONResponse({"detail": detail}, status, {"x-request-id": f"req-{status}"})


async def _not_found(request: Request, error: Exception) -> Response:
    return _failure(404, "Not Found")


async def _rejected(request: Request, error: Exception) -> Response:
    assert isinstance(error, Rejected)
    return _failure(422, error.findings)


def _guarded(handler: Handler) -> Handler:
    """Today's routes take the service account's key only, the one of 2025-04 all credentials."""

    async def guarded(request: Request) -> Response:
        checks = Checks(request)
        workspace = checks.workspace()
        allowed = request.headers.get("authorization") == f"Bearer {KEY}"
        if "workspace_id" not in request.path_params:
            allowed |= request.cookies.get("fastapiusersauth") == SESSION
            allowed |= request.headers.get("x-tracecat-service-key") == SERVICE_KEY
        if not allowed:
            return _failure(401, "Unauthorized")
        checks.done()
        if workspace != WORKSPACE:
            return _failure(403, {"code": "forbidden", "reason": "not a member of the workspace"})
        return await handler(request)

    return guarded


if __name__ == "__main__":
    from threading import Event

    with running(8001) as here:
        print(f"Tracecat is played at {here}; its key is {KEY}, its workspace {WORKSPACE}")
        with suppress(KeyboardInterrupt):
            Event().wait()
