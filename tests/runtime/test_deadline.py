"""The time of a whole call, with its retries and its body."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx2
import pytest
from restamp_runtime import exchange, retries
from restamp_runtime.api import Api
from restamp_runtime.errors import StatusError, TimeoutError
from restamp_runtime.request import Request

API = Api(name="x", base_url="https://api.example.com")
CALL: Request[str] = Request("GET", "/x", str)


class Clock:
    """Time that passes only when somebody lets it."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    simulated = Clock()
    monkeypatch.setattr(exchange, "monotonic", simulated)
    monkeypatch.setattr(retries, "random", lambda: 1.0)
    return simulated


def test_no_retry_begins_after_the_deadline(
    drive: Any, clock: Clock, no_sleep: list[float]
) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        clock.now += 4.0
        return httpx2.Response(503)

    with pytest.raises(StatusError) as caught:
        drive(API, handler, CALL, deadline=9.0, max_retries=9)
    assert caught.value.status == 503
    # After 4 s a retry in 0.5 s fits; after 8 s one in 1 s no longer does.
    assert no_sleep == [0.5]


def test_phases_end_with_the_deadline(drive: Any, clock: Clock) -> None:
    seen: list[dict[str, float]] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.extensions["timeout"])
        clock.now += 3.0
        return httpx2.Response(503 if len(seen) == 1 else 200, json="done")

    timeout = httpx2.Timeout(30.0, connect=2.0)
    assert drive(API, handler, CALL, deadline=10.0, timeout=timeout) == "done"
    assert seen == [
        {"connect": 2.0, "read": 10.0, "write": 10.0, "pool": 10.0},
        {"connect": 2.0, "read": 7.0, "write": 7.0, "pool": 7.0},
    ]


class Slow(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A byte a second."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(1000):
            self.clock.now += 1.0
            yield b"x"

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


def test_a_body_that_never_ends_ends_with_the_deadline(drive: Any, clock: Clock) -> None:
    started = clock.now
    with pytest.raises(TimeoutError, match="deadline"):
        drive(API, lambda _: httpx2.Response(200, stream=Slow(clock)), CALL, deadline=5.0)
    assert clock.now - started == 5.0


def test_without_a_deadline_nothing_is_cut(drive: Any, clock: Clock) -> None:
    bytes_: Request[bytes] = Request("GET", "/x", bytes)
    assert drive(API, lambda _: httpx2.Response(200, stream=Slow(clock)), bytes_) == b"x" * 1000
