"""What is tried again, how often, and after how long."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from restamp_runtime import retries
from restamp_runtime.api import Api, ApiKey
from restamp_runtime.errors import StatusError, TimeoutError, TransportError
from restamp_runtime.request import Request

API = Api(name="x", base_url="https://api.example.com")


class Server:
    """Answers with each step in turn, then always with the last one."""

    def __init__(self, *steps: int | Exception | httpx2.Response) -> None:
        self.steps = list(steps)
        self.seen: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.seen.append(request)
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, Exception):
            raise step
        if isinstance(step, httpx2.Response):
            return step
        return httpx2.Response(step, json="done" if step == 200 else None)


def request(method: str = "GET", **options: Any) -> Request[str]:
    return Request(method, "/x", str, **options)


@pytest.fixture(autouse=True)
def no_luck(monkeypatch: pytest.MonkeyPatch) -> None:
    """The jitter always takes the whole delay."""
    monkeypatch.setattr(retries, "random", lambda: 1.0)


@pytest.mark.parametrize(
    "failure",
    [
        408,
        429,
        502,
        503,
        504,
        httpx2.ConnectError("refused"),
        httpx2.ConnectTimeout("late"),
        httpx2.PoolTimeout("full"),
        httpx2.ReadError("reset"),
        httpx2.ReadTimeout("late"),
        httpx2.RemoteProtocolError("gone"),
    ],
)
def test_passing_failures_are_tried_again(failure: Any, drive: Any, no_sleep: list[float]) -> None:
    server = Server(failure, failure, 200)
    assert drive(API, server, request()) == "done"
    assert len(server.seen) == 3 and no_sleep == [0.5, 1.0]


@pytest.mark.parametrize(("retries_allowed", "sent"), [(0, 1), (1, 2), (2, 3), (5, 6)])
def test_the_number_is_bounded(
    retries_allowed: int, sent: int, drive: Any, no_sleep: list[float]
) -> None:
    server = Server(503)
    with pytest.raises(StatusError) as caught:
        drive(API, server, request(), max_retries=retries_allowed)
    assert caught.value.status == 503 and len(server.seen) == sent
    assert len(no_sleep) == retries_allowed


def test_the_last_failure_is_raised(drive: Any) -> None:
    with pytest.raises(TimeoutError) as caught:
        drive(API, Server(503, httpx2.ConnectError("a"), httpx2.ReadTimeout("b")), request())
    assert "ReadTimeout: b" in str(caught.value)


@pytest.mark.parametrize(
    "failure",
    [
        400,
        401,
        404,
        409,
        500,
        501,
        httpx2.UnsupportedProtocol("x"),
        httpx2.LocalProtocolError("x"),
        httpx2.ProxyError("x"),
        httpx2.DecodingError("x"),
        httpx2.InvalidURL("x"),
    ],
)
def test_lasting_failures_are_not(failure: Any, drive: Any, no_sleep: list[float]) -> None:
    server = Server(failure)
    with pytest.raises((StatusError, TransportError)):
        drive(API, server, request())
    assert len(server.seen) == 1 and no_sleep == []


NOTHING_SENT = [httpx2.ConnectError("a"), httpx2.ConnectTimeout("b"), httpx2.PoolTimeout("c")]
SENT = [503, 429, httpx2.ReadError("d"), httpx2.ReadTimeout("e"), httpx2.WriteError("f")]


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "get"])
@pytest.mark.parametrize("failure", [*NOTHING_SENT, *SENT])
def test_idempotent_methods(method: str, failure: Any, drive: Any) -> None:
    server = Server(failure, 200)
    assert drive(API, server, Request(method, "/x", str)) == "done"
    assert len(server.seen) == 2


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize("failure", [*NOTHING_SENT, *SENT])
def test_other_methods_only_where_nothing_was_sent(method: str, failure: Any, drive: Any) -> None:
    server = Server(failure, 200)
    if failure in NOTHING_SENT:
        assert drive(API, server, request(method)) == "done"
    else:
        with pytest.raises((StatusError, TransportError)):
            drive(API, server, request(method))
    assert len(server.seen) == (2 if failure in NOTHING_SENT else 1)


def test_the_operation_says_otherwise(drive: Any) -> None:
    server = Server(503, 200)
    assert drive(API, server, request("POST", idempotent=True, body={"a": 1})) == "done"
    assert [seen.content for seen in server.seen] == [b'{"a":1}', b'{"a":1}']
    with pytest.raises(StatusError):
        drive(API, Server(503, 200), request("GET", idempotent=False))


def test_after_a_redirect_something_was_sent(drive: Any) -> None:
    away = httpx2.Response(303, headers={"Location": "/done"})
    server = Server(away, httpx2.ConnectError("refused"), 200)
    with pytest.raises(TransportError):
        drive(API, server, request("POST"))
    assert len(server.seen) == 2


def test_a_new_attempt_starts_where_the_first_did(drive: Any) -> None:
    away = httpx2.Response(302, headers={"Location": "https://other.example.com/y"})
    server = Server(away, 503, 200)
    assert drive(API, server, request()) == "done"
    assert [seen.url.host for seen in server.seen] == [
        "api.example.com",
        "other.example.com",
        "api.example.com",
    ]


def test_the_back_off_doubles_up_to_a_limit(drive: Any, no_sleep: list[float]) -> None:
    with pytest.raises(StatusError):
        drive(API, Server(503), request(), max_retries=6)
    assert no_sleep == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0]


def test_the_jitter_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    for luck in (0.0, 0.25):
        monkeypatch.setattr(retries, "random", lambda luck=luck: luck)
        assert retries.delay(1, {}) == luck == retries.backoff(1)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("3", 3.0),
        ("0", 0.0),
        ("-5", 0.0),
        ("1.5", 1.5),
        ("60", 60.0),
        ("Wed, 21 Oct 2015 07:28:07 GMT", 7.0),
        ("Wed, 21 Oct 2015 07:27:00 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:28:07", 7.0),
        ("nan", 0.5),
        ("inf", 0.5),
        ("Wed, 99 Oct 2015 07:28:07 GMT", 0.5),
        ("whenever", 0.5),
        ("", 0.5),
    ],
)
def test_retry_after(
    header: str,
    seconds: float,
    drive: Any,
    no_sleep: list[float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retries, "time", lambda: 1445412480.0)  # 07:28:00 of that day
    busy = httpx2.Response(429, headers={"Retry-After": header})
    assert drive(API, Server(busy, 200), request()) == "done"
    assert no_sleep == [seconds]


@pytest.mark.parametrize("header", ["61", "3600", "Wed, 21 Oct 2015 09:28:00 GMT", "1e30"])
def test_what_asks_for_more_than_a_minute_ends_the_retries(
    header: str, drive: Any, no_sleep: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "time", lambda: 1445412480.0)  # 07:28:00 of that day
    server = Server(httpx2.Response(429, headers={"Retry-After": header}), 200)
    with pytest.raises(StatusError) as caught:
        drive(API, server, request())
    assert caught.value.retry_after is not None and caught.value.retry_after > 60
    assert len(server.seen) == 1 and no_sleep == []


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after-ms": "1500"}, 1.5),
        ({"Retry-After-Ms": "250", "Retry-After": "3"}, 0.25),
        ({"retry-after-ms": "0", "Retry-After": "3"}, 0.0),
        ({"retry-after-ms": "-1", "Retry-After": "3"}, 3.0),
        ({"retry-after-ms": "soon", "Retry-After": "3"}, 3.0),
        ({"retry-after-ms": "nan"}, 0.5),
        ({"retry-after-ms": ""}, 0.5),
        ({"retry-after-ms": "1500", "Retry-After": "3600"}, 1.5),
    ],
)
def test_milliseconds(
    headers: dict[str, str], seconds: float, drive: Any, no_sleep: list[float]
) -> None:
    assert drive(API, Server(httpx2.Response(503, headers=headers), 200), request()) == "done"
    assert no_sleep == [seconds]


def test_milliseconds_end_the_retries_as_well(drive: Any, no_sleep: list[float]) -> None:
    server = Server(httpx2.Response(503, headers={"retry-after-ms": "60001"}), 200)
    with pytest.raises(StatusError) as caught:
        drive(API, server, request())
    assert caught.value.retry_after == 60.001
    assert len(server.seen) == 1 and no_sleep == []


def test_a_credential_is_asked_for_again(drive: Any) -> None:
    api = Api(
        name="x",
        base_url="https://api.example.com",
        schemes={"K": ApiKey("header", "X-Key")},
        security=(("K",),),
    )
    server = Server(503, 200)
    keys = iter(["first", "second"])
    assert drive(api, server, request(), credentials={"K": lambda: next(keys)}) == "done"
    assert [seen.headers["x-key"] for seen in server.seen] == ["first", "second"]
