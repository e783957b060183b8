"""Waits for an end, in virtual time: nothing sleeps, and every second is counted."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from restamp_runtime import waiters
from restamp_runtime.api import Api
from restamp_runtime.calls import AsyncResource, Resource
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.enums import OpenStr
from restamp_runtime.errors import (
    ApiError,
    DecodeError,
    StatusError,
    TimeoutError,
    TransportError,
)
from restamp_runtime.model import Model
from restamp_runtime.request import Request
from restamp_runtime.wait_errors import WaitError, WaitTimeoutError
from restamp_runtime.waiters import Waiter, async_waited_call, waited_call

API = Api(name="jobs", base_url="https://api.example.com")
WAITER = Waiter(
    "status",
    success=("DONE",),
    failure=("FAILED",),
    fallback="info.state",
    delay=2.0,
    factor=2.0,
    cap=10.0,
)


class Status(OpenStr):
    RUNNING = "RUNNING"
    DONE = "DONE"


class Job(Model):
    status: Status | None = None
    info: dict[str, Any] | None = None


def get_job(id: str, *, full: bool | None = None) -> Request[Job]:
    """A job."""
    return Request("GET", "/jobs/{id}", Job, path={"id": id}, query={"full": full})


@dataclass
class Clock:
    """Time that passes only while someone sleeps, or while the server takes its time."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list[float])

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.slept.append(seconds)
        self.now += seconds

    async def async_sleep(self, seconds: float) -> None:
        self.sleep(seconds)

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    simulated = Clock()
    for name in ("sleep", "async_sleep", "monotonic"):
        monkeypatch.setattr(waiters, name, getattr(simulated, name))
    return simulated


Step = (
    httpx2.Response | Exception | str | dict[str, Any] | Callable[[httpx2.Request], httpx2.Response]
)
Wait = Callable[..., Any]


def handler(steps: Iterable[Step], seen: list[httpx2.Request]) -> Any:
    """Answers with one step after the other; a text is a status."""
    left = iter(steps)

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        step = next(left)
        if isinstance(step, Exception):
            raise step
        if callable(step):
            return step(request)
        if isinstance(step, httpx2.Response):
            return step
        return httpx2.Response(200, json={"status": step} if isinstance(step, str) else step)

    return respond


@pytest.fixture(params=["sync", "async"])
def wait(request: pytest.FixtureRequest, clock: Clock) -> Wait:
    """Waits for a job; `seen` takes the requests, other keywords are the client's options."""

    def sync(steps: Iterable[Step], seen: list[Any], waiter: Waiter, **options: Any) -> Any:
        class Jobs(Resource):
            get = waited_call(get_job, waiter)

        with SyncClient(
            API, transport=httpx2.MockTransport(handler(steps, seen)), max_retries=0, **options
        ) as client:
            return Jobs(client).get.wait("x", full=True)

    def asynchronous(steps: Iterable[Step], seen: list[Any], waiter: Waiter, **options: Any) -> Any:
        class AsyncJobs(AsyncResource):
            get = async_waited_call(get_job, waiter)

        async def main() -> Any:
            transport = httpx2.MockTransport(handler(steps, seen))
            async with AsyncClient(API, transport=transport, max_retries=0, **options) as client:
                return await AsyncJobs(client).get.wait("x", full=True)

        return asyncio.run(main())

    run = sync if request.param == "sync" else asynchronous

    def waited(
        *steps: Step, seen: list[Any] | None = None, waiter: Waiter = WAITER, **options: Any
    ) -> Any:
        return run(steps, [] if seen is None else seen, waiter, **options)

    return waited


def with_grace(seconds: float) -> Waiter:
    return Waiter("status", ("DONE",), ("FAILED",), delay=2.0, factor=2.0, cap=10.0, grace=seconds)


def missing(**headers: str) -> httpx2.Response:
    return httpx2.Response(404, json={"message": "no such job"}, headers=headers)


def test_an_end_at_first_sight_takes_no_sleep(wait: Wait, clock: Clock) -> None:
    seen: list[httpx2.Request] = []
    job = wait("DONE", seen=seen)
    assert isinstance(job, Job) and job.status is Status.DONE
    assert clock.slept == []
    assert [str(request.url) for request in seen] == ["https://api.example.com/jobs/x?full=true"]


def test_looks_are_further_and_further_apart(wait: Wait, clock: Clock) -> None:
    wait(*["RUNNING"] * 6, "DONE")
    assert clock.slept == [2, 4, 8, 10, 10, 10]


@pytest.mark.parametrize("status", ["RUNNING", "CONTINUED_AS_NEW", "", "done", None])
def test_other_statuses_continue_the_wait(wait: Wait, clock: Clock, status: str | None) -> None:
    assert wait({"status": status}, "DONE").status == "DONE"
    assert clock.slept == [2]


@pytest.mark.parametrize("fields", [{}, {"status": None}, {"status": ""}])
def test_the_fallback_is_used_without_a_status(wait: Wait, fields: dict[str, Any]) -> None:
    assert wait(fields | {"info": {"state": "DONE"}}).info == {"state": "DONE"}
    with pytest.raises(WaitError):
        wait(fields | {"info": {"state": "FAILED"}})


def test_the_fallback_is_not_used_with_a_status(wait: Wait, clock: Clock) -> None:
    wait({"status": "RUNNING", "info": {"state": "DONE"}}, "DONE")
    assert clock.slept == [2]


def test_failure_raises_with_the_last_response(wait: Wait, clock: Clock) -> None:
    with pytest.raises(WaitError, match=r"GET /jobs/x ended as FAILED") as caught:
        wait("RUNNING", {"status": "FAILED", "info": {"why": "disk"}})
    error = caught.value
    assert error.value.info == {"why": "disk"}
    assert error.status_value == "FAILED"
    assert error.request == get_job("x", full=True)
    assert isinstance(error, ApiError) and not isinstance(error, TimeoutError)


def test_errors_of_waiting_pickle() -> None:
    for kind in (WaitError, WaitTimeoutError):
        error = kind("message", value={"a": 1}, status_value="FAILED", request=None)
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.args, again.value) == (kind, ("message",), {"a": 1})


def test_the_time_limit(wait: Wait, clock: Clock) -> None:
    with pytest.raises(WaitTimeoutError, match=r"within 15 s: its status is RUNNING") as caught:
        wait(*["RUNNING"] * 9, wait_timeout=15)
    assert clock.slept == [2, 4, 8, 1]
    assert caught.value.value.status == caught.value.status_value == "RUNNING"
    assert isinstance(caught.value, TimeoutError) and isinstance(caught.value, TransportError)


def test_a_long_status_is_cut_in_the_message(wait: Wait) -> None:
    with pytest.raises(WaitTimeoutError) as caught:
        wait(*["R" * 10_000] * 9, wait_timeout=15)
    assert len(str(caught.value)) < 300 and len(caught.value.status_value) == 10_000


def test_an_end_at_the_last_moment_is_one(wait: Wait, clock: Clock) -> None:
    assert wait("RUNNING", "RUNNING", "DONE", wait_timeout=5).status == "DONE"
    assert clock.slept == [2, 3]


def test_the_default_limit_is_ten_minutes(wait: Wait, clock: Clock) -> None:
    with pytest.raises(WaitTimeoutError, match="600 s"):
        wait(*["RUNNING"] * 100)
    assert sum(clock.slept) == 600


@pytest.mark.parametrize("grace", [0.0, 1.0, 5.0, 7.0])
def test_an_early_404_is_forgiven_within_the_grace(wait: Wait, clock: Clock, grace: float) -> None:
    seen: list[httpx2.Request] = []
    with pytest.raises(StatusError) as caught:
        wait(*[missing()] * 9, seen=seen, waiter=with_grace(grace))
    assert caught.value.status == 404
    # Looks are taken after 0, 2 and 6 seconds.
    assert len(seen) == {0.0: 1, 1.0: 2, 5.0: 3, 7.0: 4}[grace]


def test_what_appears_within_the_grace_is_waited_for(wait: Wait, clock: Clock) -> None:
    assert wait(missing(), missing(), "RUNNING", "DONE", waiter=with_grace(10)).status == "DONE"
    assert clock.slept == [2, 4, 8]


def test_what_was_there_and_vanishes_is_an_error(wait: Wait, clock: Clock) -> None:
    with pytest.raises(StatusError):
        wait("RUNNING", missing(), waiter=with_grace(100))


def test_other_errors_are_not_forgiven(wait: Wait, clock: Clock) -> None:
    with pytest.raises(StatusError) as caught:
        wait(httpx2.Response(403), waiter=with_grace(100))
    assert caught.value.status == 403
    with pytest.raises(TransportError):
        wait(httpx2.ConnectError("refused"), waiter=with_grace(100))
    assert clock.slept == []


@pytest.mark.parametrize(("asked", "slept"), [("7", 7), ("0", 2), ("1", 2), ("never", 2)])
def test_retry_after_is_respected(wait: Wait, clock: Clock, asked: str, slept: float) -> None:
    running = httpx2.Response(200, json={"status": "RUNNING"}, headers={"Retry-After": asked})
    wait(running, "DONE")
    wait(missing(**{"Retry-After": asked}), "DONE", waiter=with_grace(10))
    assert clock.slept == [slept, slept]


def test_retry_after_does_not_outlast_the_limit(wait: Wait, clock: Clock) -> None:
    running = httpx2.Response(200, json={"status": "RUNNING"}, headers={"Retry-After": "900"})
    assert wait(running, "DONE", wait_timeout=60).status == "DONE"
    assert clock.slept == [60]


def test_one_look_takes_no_longer_than_the_wait(wait: Wait, clock: Clock) -> None:
    seen: list[httpx2.Request] = []
    wait("RUNNING", "DONE", seen=seen, wait_timeout=5, timeout=60)
    first, second = (request.extensions["timeout"]["read"] for request in seen)
    assert first <= 5 and second <= 3


def test_a_look_that_hangs_until_the_limit_is_a_late_wait(wait: Wait, clock: Clock) -> None:
    def hangs(request: httpx2.Request) -> httpx2.Response:
        clock.now += 100
        raise httpx2.ReadTimeout("late", request=request)

    with pytest.raises(WaitTimeoutError) as caught:
        wait("RUNNING", hangs, wait_timeout=5)
    assert caught.value.status_value == "RUNNING"
    assert isinstance(caught.value.__cause__, TimeoutError)


def test_a_zero_delay_does_not_poll_in_a_busy_loop(wait: Wait, clock: Clock) -> None:
    with pytest.raises(WaitTimeoutError):
        wait(*["RUNNING"] * 50, waiter=Waiter("status", ("DONE",), delay=0.0), wait_timeout=1)
    assert len(clock.slept) <= 21
    assert min(clock.slept[:-1]) >= waiters.SHORTEST_DELAY


def test_a_waited_call_can_be_called_without_waiting(clock: Clock) -> None:
    class Jobs(Resource):
        get = waited_call(get_job, WAITER)

    assert Jobs.get("x") == get_job("x")
    transport = httpx2.MockTransport(handler(["RUNNING", "RUNNING"], []))
    with SyncClient(API, transport=transport) as client:
        jobs = Jobs(client)
        assert jobs.get("x").status == "RUNNING"
        assert jobs.get.raw("x").status == 200
        assert "A job." in jobs.get.__doc__


@pytest.mark.parametrize("content", [b"busy", b"", b"null", b"[]", b"7", b'"RUNNING"', b"\xff\x00"])
def test_a_body_without_a_place_for_a_status_ends_the_wait(
    wait: Wait, clock: Clock, content: bytes
) -> None:
    response = httpx2.Response(200, content=content, headers={"content-type": "application/json"})
    with pytest.raises(DecodeError, match="a body without a status") as caught:
        wait("RUNNING", response, "RUNNING", "DONE")
    assert caught.value.content == content
    assert clock.slept == [2]


def test_an_empty_204_where_json_is_described_ends_the_wait(wait: Wait, clock: Clock) -> None:
    with pytest.raises(DecodeError, match="a body without a status"):
        wait(httpx2.Response(204), "DONE")


def test_a_documented_null_continues_the_wait(clock: Clock) -> None:
    def get_job_or_none(id: str) -> Request[Job | None]:
        """A job."""
        return Request("GET", "/jobs/{id}", Job | None, path={"id": id})

    class Jobs(Resource):
        get = waited_call(get_job_or_none, WAITER)

    steps = [httpx2.Response(200, content=b"null"), "DONE"]
    with SyncClient(API, transport=httpx2.MockTransport(handler(steps, []))) as client:
        job = Jobs(client).get.wait("x")
        assert job is not None and job.status == "DONE"
    assert clock.slept == [2]


def test_text_may_be_the_status_itself(wait: Wait, clock: Clock) -> None:
    waiter = Waiter("", ("DONE",), delay=2.0)
    assert (
        wait(
            httpx2.Response(200, content=b"BUSY"),
            httpx2.Response(200, content=b"DONE"),
            waiter=waiter,
        )
        == "DONE"
    )
