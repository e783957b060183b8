"""What a client tells its caller while it works."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from restamp_runtime import retries
from restamp_runtime.api import Api
from restamp_runtime.errors import StatusError
from restamp_runtime.hooks import Hooks
from restamp_runtime.request import Request
from restamp_runtime.retries import Retry

API = Api(name="x", base_url="https://api.example.com")
CALL: Request[str] = Request("GET", "/x", str)


@pytest.fixture(autouse=True)
def no_luck(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retries, "random", lambda: 1.0)


def test_hooks_see_every_attempt_and_redirect(drive: Any) -> None:
    events: list[object] = []
    responses = [
        httpx2.Response(503),
        httpx2.Response(302, headers={"location": "/y"}),
        httpx2.Response(200, json="done"),
    ]
    hooks = Hooks(
        on_request=lambda request: events.append(request.url.path),
        on_response=lambda response: events.append(response.status_code),
    )
    assert drive(API, lambda _: responses.pop(0), CALL, hooks=hooks) == "done"
    assert events == ["/x", 503, "/x", 302, "/y", 200]


def test_a_hook_may_change_what_is_sent(drive: Any) -> None:
    def sign(request: httpx2.Request) -> None:
        request.headers["X-Signature"] = f"of {request.method}"

    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json=request.headers["x-signature"])

    assert drive(API, handler, CALL, hooks=Hooks(on_request=sign)) == "of GET"


def test_on_retry_receives_the_reason(drive: Any) -> None:
    retries: list[Retry] = []
    lost = httpx2.ReadError("reset")

    def handler(request: httpx2.Request) -> httpx2.Response:
        if len(retries) == 0:
            return httpx2.Response(429, headers={"retry-after": "7"})
        if len(retries) == 1:
            raise lost
        return httpx2.Response(503)

    with pytest.raises(StatusError):
        drive(API, handler, CALL, hooks=Hooks(on_retry=retries.append))
    assert [(r.attempt, r.seconds, r.reason) for r in retries] == [(1, 7.0, 429), (2, 1.0, lost)]
    assert all(r.request is CALL for r in retries)


def test_what_a_hook_raises_ends_the_call(drive: Any) -> None:
    def refuse(request: httpx2.Request) -> None:
        raise PermissionError("not now")

    with pytest.raises(PermissionError, match="not now"):
        drive(API, lambda _: httpx2.Response(200), CALL, hooks=Hooks(on_request=refuse))


def test_hooks_are_values_and_have_no_other_names() -> None:
    hooks = Hooks(on_retry=print)
    assert hooks == Hooks(on_retry=print) != Hooks()
    assert repr(Hooks()).startswith("Hooks(on_request=None, ")
    for name in ("on_retry", "on_retires"):
        with pytest.raises(AttributeError):
            setattr(hooks, name, print)
