"""What is tried again; the server counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from uuid import UUID

import pytest

import blink
import tracecat
from tracecat import models

from .driver import Server
from .servers.blink import WORKSPACE, Blink
from .servers.tracecat import WORKSPACE as TRACECAT_WORKSPACE
from .servers.tracecat import Tracecat
from .servers.wire import Answer

WS = UUID(TRACECAT_WORKSPACE)


@pytest.mark.parametrize("status", [408, 429, 502, 503, 504])
def test_reading_goes_on_after_a_passing_failure(
    status: int, blink_client: blink.Client, blink_server: Server[Blink], slept: list[float]
) -> None:
    blink_server.wire.plan += [Answer(status), Answer(status, {"message": "wait"})]
    assert blink_client.executions.list(WORKSPACE).total == 0
    assert len(blink_server.seen) == 3 and len(slept) == 2
    first, *others = blink_server.seen
    assert all(
        (seen.path, seen.query, dict(seen.headers))
        == (first.path, first.query, dict(first.headers))
        for seen in others
    )


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 500, 501, 505])
def test_a_permanent_failure_is_not_retried(
    status: int, blink_client: blink.Client, blink_server: Server[Blink]
) -> None:
    blink_server.wire.plan.append(Answer(status))
    with pytest.raises(blink.StatusError):
        blink_client.executions.list(WORKSPACE)
    assert len(blink_server.seen) == 1


@pytest.mark.parametrize("most", [0, 1, 4])
def test_there_is_an_end(
    most: int, open_blink: Any, blink_server: Server[Blink], slept: list[float]
) -> None:
    blink_server.wire.plan += [Answer(503, {"message": f"no {n}"}) for n in range(9)]
    with pytest.raises(blink.ServerError, match=f"no {most}$") as caught:
        open_blink(max_retries=most).executions.list(WORKSPACE)
    assert caught.value.status == 503
    assert len(blink_server.seen) == most + 1 and len(slept) == most


def test_one_call_may_have_its_own_number(
    blink_client: blink.Client, blink_server: Server[Blink]
) -> None:
    blink_server.wire.plan.append(Answer(503))
    with pytest.raises(blink.ServerError):
        blink_client.with_options(max_retries=0).executions.list(WORKSPACE)
    assert len(blink_server.seen) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_starting_is_never_repeated(
    status: int,
    blink_client: blink.Client,
    blink_server: Server[Blink],
    tracecat_client: tracecat.Client,
    tracecat_server: Server[Tracecat],
) -> None:
    calls: list[tuple[Server[Any], Callable[[], object]]] = [
        (blink_server, lambda: blink_client.workflows.execute(WORKSPACE, "w")),
        (
            tracecat_server,
            lambda: tracecat_client.workflow_executions.create(
                WS, models.WorkflowExecutionCreate(workflow_id="wf_9")
            ),
        ),
        (tracecat_server, lambda: tracecat_client.workflow_executions.cancel(WS, "x")),
        (
            tracecat_server,
            lambda: tracecat_client.workflow_executions.terminate(
                WS, "x", models.WorkflowExecutionTerminate()
            ),
        ),
    ]
    for server, call in calls:
        before = len(server.seen)
        server.wire.plan.append(Answer(status, headers={"Retry-After": "0"}))
        with pytest.raises((blink.StatusError, tracecat.StatusError)):
            call()
        assert len(server.seen) == before + 1


class TestRetryAfter:
    @pytest.mark.parametrize(("asked", "pause"), [("7", 7), ("0", 0), ("1.5", 1.5), ("60", 60)])
    def test_seconds(
        self,
        asked: str,
        pause: float,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
        slept: list[float],
    ) -> None:
        tracecat_server.wire.plan.append(Answer(429, headers={"Retry-After": asked}))
        assert tracecat_client.workflow_executions.list(WS) == []
        assert slept == [pause]

    @pytest.mark.parametrize("asked", ["61", "900"])
    def test_beyond_the_cap_retries_end(
        self,
        asked: str,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
        slept: list[float],
    ) -> None:
        tracecat_server.wire.plan.append(Answer(429, headers={"Retry-After": asked}))
        with pytest.raises(tracecat.RateLimitError) as caught:
            tracecat_client.workflow_executions.list(WS)
        assert caught.value.headers["Retry-After"] == asked
        assert slept == [] and len(tracecat_server.seen) == 1

    def test_a_date(
        self,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
        slept: list[float],
    ) -> None:
        moment = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
        tracecat_server.wire.plan.append(Answer(503, headers={"Retry-After": moment}))
        tracecat_client.workflow_executions.list(WS)
        assert len(slept) == 1 and 15 < slept[0] <= 20

    def test_an_invalid_retry_after_does_not_delay(
        self,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
        slept: list[float],
    ) -> None:
        asked = ("soon", "nan", "-5")
        tracecat_server.wire.plan += [Answer(503, headers={"Retry-After": a}) for a in asked]
        tracecat_client.with_options(max_retries=3).workflow_executions.list(WS)
        assert len(slept) == 3 and all(0 <= pause < 1 for pause in slept)

    def test_the_caller_sees_it(
        self, open_tracecat: Any, tracecat_server: Server[Tracecat]
    ) -> None:
        tracecat_server.wire.plan.append(
            Answer(429, {"detail": "slow down"}, {"Retry-After": "3600"})
        )
        with pytest.raises(tracecat.RateLimitError, match="slow down") as caught:
            open_tracecat(max_retries=0).workflow_executions.list(WS)
        assert caught.value.retry_after == 3600

    def test_the_pause_is_made(
        self,
        blink_client: blink.Client,
        blink_server: Server[Blink],
        seconds: Callable[[], float],
    ) -> None:
        blink_server.wire.plan.append(Answer(503, headers={"Retry-After": "0.2"}))
        blink_client.executions.list(WORKSPACE)
        assert seconds() >= 0.2
