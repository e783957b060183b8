"""Every operation of Blink, as its users call them."""

from __future__ import annotations

from typing import Any

import pytest

import blink
from blink import models

from .driver import Server
from .servers.blink import KEY, STARTED_AT, WORKFLOW, WORKSPACE, Blink

EXECUTIONS = f"/api/v1/workspace/{WORKSPACE}/executions"
EXECUTE = f"/api/v1/workspace/{WORKSPACE}/playbooks/{WORKFLOW}/execute"


def start(server: Server[Blink], number: int, **body: Any) -> None:
    for _ in range(number):
        server.world.started(WORKFLOW, body)


class TestGet:
    def test_the_request(self, blink_client: blink.Client, blink_server: Server[Blink]) -> None:
        start(blink_server, 1)
        blink_client.executions.get(WORKSPACE, "e-1")
        seen = blink_server.last
        assert (seen.method, seen.path, seen.query) == ("GET", f"{EXECUTIONS}/e-1", "")
        assert seen.headers["blink-api-key"] == KEY
        assert seen.headers["accept"] == "application/json"
        assert seen.headers["user-agent"].startswith("blink ")
        assert seen.body == b"" and not {"content-type", "authorization"} & set(seen.headers)

    def test_the_response(self, blink_client: blink.Client, blink_server: Server[Blink]) -> None:
        start(blink_server, 1, input_values={"pod": "web-1"}, event={"n": [1, None]})
        execution = blink_client.executions.get(WORKSPACE, "e-1")
        assert type(execution) is models.PlaybookExecutionWithSubflowNames
        assert execution.state_ui == "Running" and execution.finished_at is None
        assert execution.started_at == STARTED_AT + 1000
        assert execution.inputs == {"pod": "web-1"} and execution.event == {"n": [1, None]}
        assert execution.step_results == {"S1": 0} and execution.playbook_deleted is False
        assert blink_client.executions.get(WORKSPACE, "e-1").state_ui == "Completed"

    @pytest.mark.parametrize(("flag", "query"), [(True, "true"), (False, "false")])
    def test_a_flag(
        self, flag: bool, query: str, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        start(blink_server, 1)
        execution = blink_client.executions.get(WORKSPACE, "e-1", with_apply_view=flag)
        assert blink_server.last.query == f"withApplyView={query}"
        assert ("apply_view" in (execution.model_extra or {})) is flag


class TestList:
    def test_without_a_query(self, blink_client: blink.Client, blink_server: Server[Blink]) -> None:
        start(blink_server, 30)
        page = blink_client.executions.list(WORKSPACE)
        assert (blink_server.last.path, blink_server.last.query) == (EXECUTIONS, "")
        assert type(page) is models.PlaybookExecutionPage
        assert (page.limit, page.offset, page.total) == (25, 0, 30)
        assert page.results is not None and len(page.results) == 25
        assert type(page.results[0]) is models.PlaybookExecution
        assert "inputs" not in page.results[0].model_fields_set

    def test_the_query_is_one_json_object(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        start(blink_server, 5)
        query = models.RqlQuery(
            limit=2,
            sort=["-started_at"],
            select=["id"],
            filter={"$or": [{"name": {"$like": "%4"}}, {"execution_number": {"$lte": 2}}]},
        )
        page = blink_client.executions.list(WORKSPACE, q=query)
        assert blink_server.last.query == (
            "q=%7B%22limit%22%3A2%2C%22sort%22%3A%5B%22-started_at%22%5D%2C%22select%22%3A%5B%22id"
            "%22%5D%2C%22filter%22%3A%7B%22%24or%22%3A%5B%7B%22name%22%3A%7B%22%24like%22%3A%22"
            "%254%22%7D%7D%2C%7B%22execution_number%22%3A%7B%22%24lte%22%3A2%7D%7D%5D%7D%7D"
        )
        assert page.results is not None and page.total == 3
        assert [e.model_dump(exclude_unset=True) for e in page.results] == [
            {"id": "e-4"},
            {"id": "e-2"},
        ]

    def test_special_characters_are_received_unchanged(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        start(blink_server, 3)
        for name in (f"{WORKFLOW} + 2", "a&b=c;d#e%20?/\\\"'", "é ü € 😀 \u2028"):
            query = models.RqlQuery(filter={"name": name})
            page = blink_client.executions.list(WORKSPACE, q=query)
            assert "+" not in blink_server.last.query
            assert models.RqlQuery.model_validate_json(blink_server.last.parameters[0][1]) == query
            assert page.total == (1 if name.startswith(WORKFLOW) else 0)
        assert "%2B" in blink_server.seen[0].query

    def test_all_pages(self, blink_client: blink.Client, blink_server: Server[Blink]) -> None:
        start(blink_server, 230)
        ids: list[str | None] = []
        while True:
            query = models.RqlQuery(limit=1000, offset=len(ids), sort=["execution_number"])
            page = blink_client.executions.list(WORKSPACE, q=query)
            ids += [execution.id for execution in page.results or []]
            if not page.results or len(ids) >= (page.total or 0):
                break
        assert ids == [f"e-{number}" for number in range(1, 231)]
        assert len(blink_server.seen) == 3


class TestExecute:
    def test_without_a_body(self, blink_client: blink.Client, blink_server: Server[Blink]) -> None:
        started = blink_client.workflows.execute(WORKSPACE, WORKFLOW)
        assert started == models.StartedExecution(execution_id="e-1")
        seen = blink_server.last
        assert (seen.method, seen.path, seen.query) == ("POST", EXECUTE, "")
        assert seen.body == b"" and "content-type" not in seen.headers
        assert seen.headers.get("content-length", "0") == "0"

    def test_only_what_was_set_is_sent(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        sent = [
            (models.ExecutePlaybookBody(), {}),
            (models.ExecutePlaybookBody(runner=None), {"runner": None}),
            (
                models.ExecutePlaybookBody(input_values={"pod": "wéb", "n": None, "deep": [{}]}),
                {"input_values": {"pod": "wéb", "n": None, "deep": [{}]}},
            ),
            (
                models.ExecutePlaybookBody.model_validate(
                    {"callback": {"disableSSL": True, "url": "https://x/"}, "new": {"a": 1}}
                ),
                {"callback": {"disableSSL": True, "url": "https://x/"}, "new": {"a": 1}},
            ),
        ]
        for body, expected in sent:
            blink_client.workflows.execute(WORKSPACE, WORKFLOW, body)
            assert blink_server.last.json == expected
            assert blink_server.last.headers["content-type"] == "application/json"

    def test_start_wait_and_run_again(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        body = models.ExecutePlaybookBody(input_values={"pod": "web-1"}, trigger_type="API")
        started = blink_client.workflows.execute(WORKSPACE, WORKFLOW, body)
        assert isinstance(started, models.StartedExecution)
        states: list[str | None] = []
        while "Completed" not in states:
            execution = blink_client.executions.get(WORKSPACE, started.execution_id)
            states.append(execution.state_ui)
        assert states == ["Running", "Completed"]
        assert execution.trigger_type == "API" and execution.duration == 1523
        again = models.ExecutePlaybookBody(
            input_values=execution.inputs, past_exec_ref=execution.id
        )
        blink_client.workflows.execute(WORKSPACE, WORKFLOW, again)
        second = blink_client.executions.get(WORKSPACE, "e-2")
        assert second.inputs == {"pod": "web-1"}
        assert second.input_values_origin_exec_id == "e-1"

    @pytest.mark.parametrize(
        "output",
        [
            {"restarted": ["web-1", None]},
            {"execution_id": 7},
            [1, {"a": None}],
            "text",
            "",
            0,
            1.5,
            True,
            None,
        ],
    )
    def test_the_output_of_a_workflow_is_any_json(
        self, output: Any, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        blink_server.world.outputs[WORKFLOW] = output
        result = blink_client.workflows.execute(WORKSPACE, WORKFLOW, run_sync=True, timeout=30)
        assert result == output and type(result) is type(output)
        assert blink_server.last.query == "run_sync=true&timeout=30"


def test_the_environment_is_enough(
    open_blink: Any, blink_server: Server[Blink], monkeypatch: pytest.MonkeyPatch
) -> None:
    start(blink_server, 1)
    monkeypatch.setenv("BLINK_API_KEY", KEY)
    monkeypatch.setenv("BLINK_BASE_URL", blink_server.url + "/")
    client = open_blink(api_key=None, base_url=None)
    assert client.base_url == blink_server.url
    assert client.executions.get(WORKSPACE, "e-1").id == "e-1"
