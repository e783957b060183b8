"""Keys by which a server knows a repeated call from a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx2
import pytest
from restamp_runtime.api import Api
from restamp_runtime.errors import StatusError
from restamp_runtime.request import Request

API = Api(name="x", base_url="https://api.example.com")
KEY = "Idempotency-Key"


def handler_of(seen: list[str | None], status: int = 503) -> Any:
    def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers.get(KEY))
        return httpx2.Response(status if len(seen) == 1 else 200, json="done")

    return handler


def test_a_key_is_made_and_kept_over_retries(drive: Any) -> None:
    seen: list[str | None] = []
    call: Request[str] = Request("POST", "/x", str, idempotency_key=KEY)
    assert drive(API, handler_of(seen), call) == "done"
    assert len(seen) == 2 and seen[0] == seen[1]
    assert UUID(str(seen[0])).version == 4


def test_another_call_has_another_key(drive: Any) -> None:
    seen: list[str | None] = []
    call: Request[str] = Request("POST", "/x", str, idempotency_key=KEY)
    for _ in range(2):
        drive(API, handler_of(seen, 200), call)
    assert seen[0] != seen[1]


@pytest.mark.parametrize("key", ["argument", "client"])
def test_the_callers_key_is_not_replaced(drive: Any, key: str) -> None:
    seen: list[str | None] = []
    own = {KEY.lower(): "mine"}
    call: Request[str] = Request(
        "POST", "/x", str, headers=own if key == "argument" else {}, idempotency_key=KEY
    )
    drive(API, handler_of(seen), call, headers=own if key == "client" else None)
    assert seen == ["mine", "mine"]


def test_an_argument_that_is_none_gets_a_key(drive: Any) -> None:
    seen: list[str | None] = []
    call: Request[str] = Request("POST", "/x", str, headers={KEY: None}, idempotency_key=KEY)
    drive(API, handler_of(seen), call)
    assert seen[0] is not None and seen[0] == seen[1]


def test_without_a_key_a_post_is_not_repeated(drive: Any) -> None:
    seen: list[str | None] = []
    with pytest.raises(StatusError):
        drive(API, handler_of(seen), Request("POST", "/x", str))
    assert seen == [None]
