"""Every operation of Tracecat, as its users call them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest

import tracecat
from tracecat import models

from .driver import Server
from .servers.histories import RUN
from .servers.tracecat import KEY, WORKFLOW, WORKSPACE, Tracecat

WS = UUID(WORKSPACE)
ALL = f"/api/workspaces/{WORKSPACE}/workflow-executions"
ID = f"{WORKFLOW}/exec_1"
QUOTED = quote(ID, safe="")
ONE = f"{ALL}/wf_1a2B%252Fexec_1"


class TestGet:
    def test_the_request(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        tracecat_server.world.started()
        tracecat_client.workflow_executions.get(WS, QUOTED)
        seen = tracecat_server.last
        assert (seen.method, seen.path, seen.query) == ("GET", ONE, "")
        assert seen.headers["authorization"] == f"Bearer {KEY}"
        assert seen.headers["accept"] == "application/json"
        assert seen.headers["user-agent"].startswith("tracecat ")
        assert seen.body == b"" and not {"content-type", "cookie"} & set(seen.headers)

    def test_the_response(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        tracecat_server.world.started()
        execution = tracecat_client.workflow_executions.get(WS, QUOTED)
        assert type(execution) is models.WorkflowExecutionRead
        assert (execution.id, execution.run_id) == (ID, RUN)
        assert execution.status is models.WorkflowExecutionStatus.RUNNING
        assert execution.start_time == datetime(2025, 4, 1, 12, tzinfo=UTC)
        assert execution.close_time is None and len(execution.events) == 9
        ended = tracecat_client.workflow_executions.get(WS, QUOTED)
        assert ended.status == "COMPLETED"
        assert ended.close_time is not None and ended.close_time.microsecond == 250_000

    def test_compact(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        tracecat_server.world.started()
        execution = tracecat_client.workflow_executions.get_compact(WS, QUOTED)
        assert type(execution) is models.WorkflowExecutionReadCompact
        assert tracecat_server.last.path == f"{ONE}/compact"
        (action,) = execution.events
        assert action.status is models.WorkflowExecutionEventStatus.FAILED
        assert action.action_error == models.EventFailure(message="it broke", cause=None)

    def test_the_route_of_old(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        tracecat_server.world.started()
        execution = tracecat_client.workflow_executions.get_legacy(QUOTED, workspace_id=WS)
        assert execution.id == ID
        assert tracecat_server.last.path == "/api/workflow-executions/wf_1a2B%252Fexec_1"
        assert tracecat_server.last.query == f"workspace_id={WORKSPACE}"

    def test_an_id_is_one_segment(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        """The server decodes the path before it looks for a route, and the ID after."""
        tracecat_server.world.started()
        with pytest.raises(tracecat.NotFoundError, match="Not Found"):
            tracecat_client.workflow_executions.get_legacy(ID, workspace_id=WS)
        assert tracecat_server.last.path == "/api/workflow-executions/wf_1a2B%2Fexec_1"
        with pytest.raises(tracecat.NotFoundError, match=f"{ID} not found|exec_1 not found"):
            tracecat_client.workflow_executions.get(WS, quote(QUOTED))
        assert tracecat_server.last.path == f"{ALL}/wf_1a2B%25252Fexec_1"


class TestCreate:
    def test_the_new_execution_shows_up_late(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        body = models.WorkflowExecutionCreate(workflow_id="wf_9", inputs={"n": [1, None]})
        created = tracecat_client.workflow_executions.create(WS, body)
        seen = tracecat_server.last
        assert (seen.method, seen.path) == ("POST", ALL)
        assert seen.headers["content-type"] == "application/json"
        assert seen.json == {"workflow_id": "wf_9", "inputs": {"n": [1, None]}}
        assert created.wf_id == "wf_9" and created.payload == {"n": [1, None]}
        states: list[str] = []
        while len(states) < 3:
            try:
                name = quote(created.wf_exec_id, safe="")
                states.append(tracecat_client.workflow_executions.get(WS, name).status)
            except tracecat.NotFoundError:
                states.append("unknown")
        assert states == ["unknown", "RUNNING", "COMPLETED"]

    @pytest.mark.parametrize(
        ("body", "sent"),
        [
            (models.WorkflowExecutionCreate(workflow_id="wf_9"), {}),
            (models.WorkflowExecutionCreate(workflow_id="wf_9", inputs=None), {"inputs": None}),
            (
                models.WorkflowExecutionCreate(
                    workflow_id="wf_9",
                    time_anchor=datetime(2025, 4, 1, 12, tzinfo=timezone(timedelta(hours=-2))),
                ),
                {"time_anchor": "2025-04-01T12:00:00-02:00"},
            ),
            (
                models.WorkflowExecutionCreate.model_validate(
                    {"workflow_id": "wf_9", "inputs": "x", "new": [models.DSLConfig(timeout=1)]}
                ),
                {"inputs": "x", "new": [{"timeout": 1}]},
            ),
        ],
    )
    def test_only_what_was_set_is_sent(
        self,
        body: models.WorkflowExecutionCreate,
        sent: dict[str, Any],
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
    ) -> None:
        tracecat_client.workflow_executions.create(WS, body)
        assert tracecat_server.last.json == {"workflow_id": "wf_9", **sent}


class TestEnd:
    def test_cancel(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        execution = tracecat_server.world.started()
        result: object = tracecat_client.workflow_executions.cancel.raw(WS, QUOTED).value
        assert result is None and execution["status"] == "CANCELED"
        seen = tracecat_server.last
        assert (seen.method, seen.path, seen.body) == ("POST", f"{ONE}/cancel", b"")
        assert "content-type" not in seen.headers
        with pytest.raises(tracecat.ConflictError, match="it has ended already"):
            tracecat_client.workflow_executions.cancel(WS, QUOTED)

    @pytest.mark.parametrize(
        ("body", "sent"),
        [
            (models.WorkflowExecutionTerminate(), {}),
            (models.WorkflowExecutionTerminate(reason=None), {"reason": None}),
            (models.WorkflowExecutionTerminate(reason="no \u2028 longer"), None),
        ],
    )
    def test_terminate(
        self,
        body: models.WorkflowExecutionTerminate,
        sent: dict[str, Any] | None,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
    ) -> None:
        execution = tracecat_server.world.started()
        tracecat_client.workflow_executions.terminate(WS, QUOTED, body)
        assert execution["status"] == "TERMINATED"
        assert tracecat_server.world.reasons == {ID: body.reason}
        assert tracecat_server.last.path == f"{ONE}/terminate"
        assert tracecat_server.last.json == (sent if sent is not None else body.model_dump())


class TestList:
    def test_all(self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]) -> None:
        tracecat_server.world.started()
        tracecat_server.world.started(trigger_type="webhook", execution_type="published")
        page = tracecat_client.workflow_executions.list(WS)
        assert (tracecat_server.last.path, tracecat_server.last.query) == (ALL, "")
        assert [type(one) for one in page] == [models.WorkflowExecutionReadMinimal] * 2
        assert page[1].trigger_type is models.TriggerType.WEBHOOK
        assert page[0].execution_type == "draft"

    def test_filters(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        for trigger in ("manual", "webhook", "scheduled"):
            tracecat_server.world.started(trigger_type=trigger)
        page = tracecat_client.workflow_executions.list(
            WS,
            trigger=["manual", models.TriggerType.WEBHOOK],
            limit=10,
            workflow_id=WORKFLOW,
            user_id="current",
        )
        assert tracecat_server.last.query == (
            f"trigger=manual&trigger=webhook&limit=10&workflow_id={WORKFLOW}&user_id=current"
        )
        assert [one.trigger_type for one in page] == ["manual", "webhook"]

    @pytest.mark.parametrize(
        ("options", "query"),
        [
            ({"trigger": []}, ""),
            ({"trigger": ["scheduled"]}, "trigger=scheduled"),
            ({"user_id": WS}, f"user_id={WORKSPACE}"),
            ({"limit": 1, "workflow_id": "a+b&c=d e/ü%2F"}, None),
        ],
    )
    def test_queries(
        self,
        options: Any,
        query: str | None,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
    ) -> None:
        tracecat_client.workflow_executions.list(WS, **options)
        if query is None:
            query = "limit=1&workflow_id=a%2Bb%26c%3Dd%20e%2F%C3%BC%252F"
        assert tracecat_server.last.query == query


class TestSearch:
    def test_every_filter(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        east = timezone(timedelta(hours=5, minutes=30))
        page = tracecat_client.workflow_executions.search(
            WS,
            status=["RUNNING", models.WorkflowExecutionStatus.FAILED],
            status_mode="exclude",
            start_time_from=datetime(2025, 4, 1, 12, tzinfo=east),
            start_time_to=datetime(2025, 4, 2, tzinfo=UTC),
            close_time_from=datetime(2025, 4, 1, 0, 0, 0, 250_000, UTC),
            close_time_to=datetime(2025, 4, 3, tzinfo=timezone(-timedelta(hours=1))),
            duration_gte_seconds=0,
            duration_lte_seconds=60,
            search_term="exec +",
            relation="root",
            workflow_id=WORKFLOW,
            limit=1000,
            reverse=False,
        )
        assert page.items == [] and page.has_more is False and page.total_estimate is None
        assert tracecat_server.last.path == f"{ALL}/search"
        assert "+" not in tracecat_server.last.query
        assert tracecat_server.last.parameters == [
            ("status", "RUNNING"),
            ("status", "FAILED"),
            ("status_mode", "exclude"),
            ("start_time_from", "2025-04-01T12:00:00+05:30"),
            ("start_time_to", "2025-04-02T00:00:00Z"),
            ("close_time_from", "2025-04-01T00:00:00.250000Z"),
            ("close_time_to", "2025-04-03T00:00:00-01:00"),
            ("duration_gte_seconds", "0"),
            ("duration_lte_seconds", "60"),
            ("search_term", "exec +"),
            ("relation", "root"),
            ("workflow_id", WORKFLOW),
            ("limit", "1000"),
            ("reverse", "false"),
        ]

    def test_offsets_count(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        tracecat_server.world.started(start_time="2025-04-01T12:00:00Z")
        east = timezone(timedelta(hours=2))
        for hour, count in ((13, 1), (14, 1), (15, 0)):
            since = datetime(2025, 4, 1, hour, tzinfo=east)
            page = tracecat_client.workflow_executions.search(WS, start_time_from=since)
            assert len(page.items) == count

    def test_pages(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        for number in range(7):
            tracecat_server.world.started(workflow_title=f"No. {number}")
        titles: list[str | None] = []
        cursor: str | None = None
        while True:
            page = tracecat_client.workflow_executions.search(
                WS, status=["RUNNING"], limit=3, cursor=cursor, reverse=True
            )
            assert all(type(item) is models.WorkflowRunReadMinimal for item in page.items)
            titles += [item.workflow_title for item in page.items]
            cursor = page.next_cursor
            if not page.has_more:
                break
        assert titles == [f"No. {number}" for number in reversed(range(7))]
        assert cursor is None and page.prev_cursor is not None and page.has_previous

    def test_a_cursor_is_bound_to_its_filters(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        for _ in range(2):
            tracecat_server.world.started()
        page = tracecat_client.workflow_executions.search(WS, limit=1, search_term="exec")
        with pytest.raises(tracecat.BadRequestError, match="the cursor has other filters"):
            tracecat_client.workflow_executions.search(WS, limit=1, cursor=page.next_cursor)


def test_the_environment_is_enough(
    open_tracecat: Any, tracecat_server: Server[Tracecat], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACECAT_API_KEY", KEY)
    monkeypatch.setenv("TRACECAT_BASE_URL", tracecat_server.url)
    assert open_tracecat(api_key=None, base_url=None).workflow_executions.list(WS) == []
