"""Walks through the pages of both APIs, and waits for the ends of their executions."""

from __future__ import annotations

import json
import pickle
from importlib import import_module
from typing import Any
from urllib.parse import quote

import pytest

import blink
import tracecat
from blink import models
from tracecat import models as tracecat_models

from .driver import Server
from .servers.blink import WORKFLOW, Blink
from .servers.blink import WORKSPACE as WS
from .servers.tracecat import WORKSPACE as TRACECAT_WS
from .servers.tracecat import Tracecat


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses between looks, in seconds, none of which is made; time goes on by them."""
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    for package in ("blink", "tracecat"):
        waiters = import_module(f"{package}._runtime.waiters")
        monkeypatch.setattr(waiters, "sleep", pauses.append)
        monkeypatch.setattr(waiters, "async_sleep", sleep)
        monkeypatch.setattr(waiters, "monotonic", lambda: sum(pauses))
    return pauses


def numbers(first: int, last: int) -> list[str]:
    return [f"e-{number}" for number in range(first, last + 1)]


def quoted(name: str) -> str:
    """The routes of Tracecat match decoded paths, so that an ID is encoded twice."""
    return quote(name, safe="")


class TestBlinkPages:
    def test_all_items(self, blink_client: blink.Client, blink_server: Server[Blink]) -> None:
        for _ in range(230):
            blink_server.world.started(WORKFLOW, {})
        query = models.RqlQuery(limit=1000, sort=["execution_number"])
        items = blink_client.executions.list.items(WS, q=query)
        assert blink_server.seen == []
        assert [item.id for item in items] == numbers(1, 230)
        sent = [json.loads(seen.parameters[0][1]) for seen in blink_server.seen]
        asked = {"limit": 1000, "sort": ["execution_number"]}
        assert sent == [asked, asked | {"offset": 100}, asked | {"offset": 200}]
        assert query == models.RqlQuery(limit=1000, sort=["execution_number"])

    def test_without_a_query(self, blink_client: blink.Client, blink_server: Server[Blink]) -> None:
        for _ in range(30):
            blink_server.world.started(WORKFLOW, {})
        assert len(list(blink_client.executions.list.items(WS))) == 30
        assert [seen.parameters for seen in blink_server.seen] == [[], [("q", '{"offset":25}')]]

    def test_null_is_a_page_without_items(self, blink_client: blink.Client) -> None:
        (page,) = blink_client.executions.list.pages(WS)
        assert (page.items, page.next, page.value.total) == ([], None, 0)

    def test_a_walk_goes_on_later(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        for _ in range(9):
            blink_server.world.started(WORKFLOW, {})
        query = models.RqlQuery(limit=2, sort=["execution_number"])
        *_, second = blink_client.executions.list.pages(WS, q=query).limit(2)
        assert second.value.offset == 2 and [item.id for item in second.items] == numbers(3, 4)
        later = pickle.loads(pickle.dumps(second.next))
        assert len(blink_server.seen) == 2
        assert [item.id for item in blink_client.send_items(later)] == numbers(5, 9)
        assert [page.value.offset for page in blink_client.send_pages(later)] == [4, 6, 8]

    def test_a_limit_asks_for_no_more(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        for _ in range(60):
            blink_server.world.started(WORKFLOW, {})
        assert len(list(blink_client.executions.list.items(WS).limit(25))) == 25
        assert len(blink_server.seen) == 1

    def test_an_error_ends_a_walk(self, blink_client: blink.Client) -> None:
        with pytest.raises(blink.ForbiddenError):
            list(blink_client.executions.list.items("elsewhere"))


class TestBlinkWaits:
    def test_a_good_end(
        self, blink_client: blink.Client, blink_server: Server[Blink], waited: list[float]
    ) -> None:
        blink_server.world.started(WORKFLOW, {})
        execution = blink_client.executions.get.wait(WS, "e-1")
        assert execution.state_ui == "Completed"
        assert waited == [2]

    @pytest.mark.parametrize("state", ["Failed", "Cancelled", "Timeout", "Skipped"])
    def test_a_bad_end(
        self,
        state: str,
        blink_client: blink.Client,
        blink_server: Server[Blink],
        waited: list[float],
    ) -> None:
        execution = blink_server.world.started(WORKFLOW, {})
        execution |= {"state_ui": state, "error_details": {"S1": "no pod"}}
        with pytest.raises(blink.WaitError, match=f"ended as {state}") as caught:
            blink_client.executions.get.wait(WS, "e-1", with_apply_view=True)
        assert caught.value.status_value == state
        assert caught.value.value.error_details == {"S1": "no pod"}
        assert blink_server.last.query == "withApplyView=true"

    @pytest.mark.parametrize("states", [{"state_ui": None}, {"state_ui": ""}])
    def test_the_older_state_where_the_newer_is_missing(
        self,
        states: dict[str, Any],
        blink_client: blink.Client,
        blink_server: Server[Blink],
        waited: list[float],
    ) -> None:
        execution = blink_server.world.started(WORKFLOW, {})
        execution |= {"state": "Completed", **states}
        assert blink_client.executions.get.wait(WS, "e-1").id == "e-1"
        assert waited == []

    def test_no_end_in_time(
        self, blink_client: blink.Client, blink_server: Server[Blink], waited: list[float]
    ) -> None:
        blink_server.world.started(WORKFLOW, {})["state_ui"] = "Paused"
        patient = blink_client.with_options(wait_timeout=60)
        with pytest.raises(blink.WaitTimeoutError) as caught:
            patient.executions.get.wait(WS, "e-1")
        assert isinstance(caught.value, blink.TimeoutError)
        assert caught.value.value.state_ui == "Paused"
        assert sum(waited) == 60 and waited[:3] == [2, 3, 4.5] and max(waited) <= 30

    def test_an_id_that_there_is_not(
        self, blink_client: blink.Client, blink_server: Server[Blink], waited: list[float]
    ) -> None:
        with pytest.raises(blink.NotFoundError):
            blink_client.executions.get.wait(WS, "nobody")
        assert waited == []


class TestTracecat:
    def test_all_items(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        for number in range(7):
            tracecat_server.world.started(workflow_title=f"No. {number}")
        search = tracecat_client.workflow_executions.search
        items = list(search.items(TRACECAT_WS, status=["RUNNING"], limit=3, reverse=True))
        assert [item.workflow_title for item in items] == [f"No. {n}" for n in reversed(range(7))]
        assert all(type(item) is tracecat_models.WorkflowRunReadMinimal for item in items)
        assert len(tracecat_server.seen) == 3
        later = search.pages(TRACECAT_WS, limit=5)
        assert [len(page.items) for page in later] == [5, 2]

    @pytest.mark.parametrize("name", ["get", "get_compact"])
    def test_a_new_execution_is_waited_for(
        self,
        name: str,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
        waited: list[float],
    ) -> None:
        executions: Any = tracecat_client.workflow_executions
        body = tracecat_models.WorkflowExecutionCreate(workflow_id="wf_9")
        created = tracecat_client.workflow_executions.create(TRACECAT_WS, body)
        if name == "get_compact":
            tracecat_server.world.executions[created.wf_exec_id]["status"] = "COMPLETED"
        execution = getattr(executions, name).wait(TRACECAT_WS, quoted(created.wf_exec_id))
        assert execution.status == "COMPLETED"
        assert waited == ([1, 1.5] if name == "get" else [1])

    def test_continued_as_new_continues_the_wait(
        self,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
        waited: list[float],
    ) -> None:
        execution = tracecat_server.world.started(status="CONTINUED_AS_NEW")
        patient = tracecat_client.with_options(wait_timeout=30)
        with pytest.raises(tracecat.WaitTimeoutError) as caught:
            patient.workflow_executions.get.wait(TRACECAT_WS, quoted(execution["id"]))
        assert caught.value.status_value == "CONTINUED_AS_NEW"
        assert sum(waited) == 30

    @pytest.mark.parametrize("status", ["FAILED", "CANCELED", "TERMINATED", "TIMED_OUT"])
    def test_bad_ends(
        self,
        status: str,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
        waited: list[float],
    ) -> None:
        execution = tracecat_server.world.started(status=status)
        with pytest.raises(tracecat.WaitError) as caught:
            tracecat_client.workflow_executions.get.wait(TRACECAT_WS, quoted(execution["id"]))
        assert caught.value.status_value == status
        assert caught.value.value.id == execution["id"]

    def test_the_grace_ends(
        self,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
        waited: list[float],
    ) -> None:
        with pytest.raises(tracecat.NotFoundError):
            tracecat_client.workflow_executions.get.wait(TRACECAT_WS, "wf_x/exec_y")
        # Looks after 0, 1, 2.5, 4.75, 8.125 seconds, and the first one after ten.
        assert len(tracecat_server.seen) == 6
