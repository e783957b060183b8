"""The fake of Blink, as a test of a user's would use it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

import blink
from blink import models
from blink.testing import Fake, FakeCall, UnexpectedCall

Ask = Callable[..., Any]
Execution = models.PlaybookExecutionWithSubflowNames


def test_the_default_response_is_the_documents_example(ask: Ask) -> None:
    fake = Fake()
    assert ask(fake, "executions.get", "ws", "id").playbook_name == "Restart pod"
    assert ask(fake, "workflows.execute", "ws", "id").execution_id
    assert isinstance(ask(fake, "executions.list", "ws"), models.PlaybookExecutionPage)
    assert [call.operation for call in fake.calls] == [
        *("executions.get", "workflows.execute", "executions.list")
    ]


def test_responses_are_used_in_order_and_the_last_repeats(ask: Ask) -> None:
    fake = Fake()
    fake.executions.get.returns(Execution(id="a"), Execution(id="b")).returns(Execution(id="c"))
    assert [ask(fake, "executions.get", "ws", "id").id for _ in range(5)] == list("abccc")


def test_a_call_shows_what_was_asked(ask: Ask) -> None:
    fake = Fake()
    ask(fake, "executions.get", "ws", "a/b", with_apply_view=True)
    ask(fake, "workflows.execute", "ws", "id", models.ExecutePlaybookBody(runner="r"), timeout=3)
    got, executed = fake.calls
    assert (got.method, got.path) == ("GET", {"ws_id": "ws", "id": "a/b"})
    assert (got.query, got.body) == ({"withApplyView": "true"}, None)
    assert got.url == "https://fake.test/workspace/ws/executions/a%2Fb?withApplyView=true"
    assert got.headers["BLINK-API-KEY"] == "***"
    assert (executed.body, executed.query) == ({"runner": "r"}, {"timeout": "3"})
    assert fake.executions.get.calls == [got] and fake.workflows.execute.calls == [executed]
    assert fake.executions.list.calls == []
    assert repr(fake.executions.get) == "<fake executions.get, called 1 times>"


def test_errors(ask: Ask) -> None:
    fake = Fake()
    fake.executions.get.fails(404, models.ErrorWrapper(message="gone"))
    fake.executions.get.fails(409, {"message": "busy"}, headers={"X-Request-Id": "r-1"}).fails(400)
    with pytest.raises(blink.NotFoundError, match="gone") as missing:
        ask(fake, "executions.get", "ws", "id")
    assert isinstance(missing.value.error, models.ErrorWrapper)
    with pytest.raises(blink.ConflictError, match="busy") as conflict:
        ask(fake, "executions.get", "ws", "id")
    assert conflict.value.request_id == "r-1"
    with pytest.raises(blink.BadRequestError) as bad:
        ask(fake, "executions.get", "ws", "id")
    assert (bad.value.content, bad.value.error) == (b"", None)
    with pytest.raises(ValueError, match="204 is not an error status"):
        fake.executions.get.fails(204)


def test_a_failure_that_passes_is_retried_at_once(ask: Ask) -> None:
    fake = Fake()
    fake.executions.get.fails(503, headers={"Retry-After": "60"})
    fake.executions.get.raises(httpx2.ReadError("cut")).returns(Execution(id="x"))
    assert ask(fake, "executions.get", "ws", "id").id == "x"
    assert len(fake.executions.get.calls) == 3


def test_what_is_not_reached(ask: Ask) -> None:
    fake = Fake()
    fake.workflows.execute.raises(httpx2.ReadTimeout("slow"))
    with pytest.raises(blink.TimeoutError, match="slow"):
        ask(fake, "workflows.execute", "ws", "id")
    assert len(fake.workflows.execute.calls) == 1, "it may have been done: it is not repeated"


def test_a_response_may_depend_on_the_call(ask: Ask) -> None:
    def respond(call: FakeCall) -> models.PlaybookExecutionWithSubflowNames:
        return Execution(id=call.path["id"].upper())

    fake = Fake()
    fake.executions.get.responds(respond)
    assert ask(fake, "executions.get", "ws", "a").id == "A"
    assert ask(fake, "executions.get", "ws", "b").id == "B"


def test_status_and_headers(ask: Ask) -> None:
    fake = Fake()
    fake.executions.get.returns(Execution(id="x"), status=203, headers={"X-Request-Id": "r"})
    response = ask(fake, "executions.get", "ws", "id", how="raw")
    assert (response.status, response.headers["x-request-id"], response.value.id) == (203, "r", "x")


def test_bytes_that_no_document_allows(ask: Ask) -> None:
    fake = Fake()
    fake.executions.get.sends(b"<html>", "text/html")
    assert ask(fake, "executions.get", "ws", "id") == "<html>"
    with pytest.raises(blink.DecodeError), fake.client().with_options(validation="strict") as c:
        c.executions.get("ws", "id")


def test_what_was_not_expected(ask: Ask) -> None:
    fake = Fake(strict=True)
    with pytest.raises(UnexpectedCall, match=r"fake\.executions\.get"):
        ask(fake, "executions.get", "ws", "id")
    fake.executions.get.returns(Execution(id="x"))
    assert ask(fake, "executions.get", "ws", "id").id == "x"
    assert issubclass(UnexpectedCall, AssertionError)


def test_a_request_for_no_operation() -> None:
    fake = Fake()
    with httpx2.Client(transport=fake.transport) as http, pytest.raises(UnexpectedCall) as caught:
        http.get("https://fake.test/workspace/ws/execution?x=1")
    assert str(caught.value) == (
        "GET https://fake.test/workspace/ws/execution?x=1 matches no operation; "
        "the closest is fake.executions.list: GET /workspace/{ws_id}/executions"
    )


def test_reset(ask: Ask) -> None:
    fake = Fake()
    fake.executions.get.returns(Execution(id="x"))
    ask(fake, "executions.get", "ws", "id")
    fake.reset()
    assert fake.calls == []
    assert ask(fake, "executions.get", "ws", "id").id is None


def test_a_client_of_ones_own() -> None:
    fake = Fake()
    fake.executions.get.returns(Execution(id="x"))
    with blink.Client(api_key="very-secret", transport=fake.transport) as client:
        assert client.executions.get("ws", "id").id == "x"
    (call,) = fake.calls
    assert call.url.endswith("/workspace/ws/executions/id") and "fake.test" not in call.url
    assert "very-secret" not in repr(call)


def test_walking_through_pages(ask: Ask) -> None:
    def page(call: FakeCall) -> models.PlaybookExecutionPage:
        start = 2 if "2" in call.query.get("q", "") else 0
        results = [models.PlaybookExecution(id=str(start + n)) for n in range(2)]
        return models.PlaybookExecutionPage(results=results, total=4, offset=start, limit=2)

    fake = Fake()
    fake.executions.list.responds(page)
    items = ask(fake, "executions.list", "ws", how="items")
    assert [item.id for item in items] == ["0", "1", "2", "3"]


def test_waiting_for_an_end(ask: Ask) -> None:
    fake = Fake()
    running, done = Execution(state_ui="Running"), Execution(state_ui="Completed", id="x")
    fake.executions.get.returns(running, running, done)
    assert ask(fake, "executions.get", "ws", "id", how="wait").id == "x"
    assert len(fake.executions.get.calls) == 3


def test_an_end_that_does_not_come(ask: Ask) -> None:
    fake = Fake()
    fake.executions.get.returns(Execution(state_ui="Running"))
    with pytest.raises(blink.TimeoutError, match="within 600 s"):
        ask(fake, "executions.get", "ws", "id", how="wait")
    assert 10 < len(fake.executions.get.calls) < 50


def test_threads_share_a_fake() -> None:
    fake = Fake()
    fake.executions.get.returns(*(Execution(id=str(number)) for number in range(200)))
    with fake.client() as client, ThreadPoolExecutor(16) as pool:
        ids = pool.map(lambda _: client.executions.get("ws", "id").id, range(200))
        assert sorted(map(int, filter(None, ids))) == list(range(200))
    assert len(fake.calls) == 200
