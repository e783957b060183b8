"""Connections that break, and what is still safe to repeat."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

import blink
from blink import models

from .servers import broken as acts
from .servers.blink import KEY
from .servers.broken import Act, broken, refusing, reply
from .servers.wire import PATIENCE

GOOD = reply(b'{"id": "e-1", "execution_id": "e-1"}')

READ_THEN_BROKEN = [
    acts.BEFORE_HEADERS,
    acts.RESET,
    acts.AMID_HEADERS,
    acts.AFTER_HEADERS,
    acts.AMID_BODY,
    acts.AMID_CHUNKS,
    acts.NO_HTTP,
]
NAMES = "before-headers reset amid-headers after-headers amid-body amid-chunks no-http".split()
every_break = pytest.mark.parametrize("act", READ_THEN_BROKEN, ids=NAMES)


@every_break
def test_reading_goes_on(act: Act, open_blink: Any) -> None:
    with broken(act, act, GOOD) as server:
        execution = open_blink(base_url=server.url).executions.get("ws", "e-1")
    assert execution.id == "e-1" and len(server.requests) == 3


@every_break
def test_reading_gives_up_in_the_end(act: Act, open_blink: Any) -> None:
    with broken(act) as server:
        with pytest.raises(
            blink.TransportError, match=r"executions/e-1 received no response: "
        ) as caught:
            open_blink(base_url=server.url, max_retries=1).executions.get("ws", "e-1")
        error = caught.value
        assert type(error) is blink.TransportError
        assert isinstance(error.__cause__, httpx2.TransportError)
        assert type(error.__cause__).__name__ in str(error)
        assert error.request is not None and error.request.method == "GET"
        assert KEY not in str(error) and len(server.requests) == 2


@every_break
def test_starting_is_not_repeated_once_it_was_sent(act: Act, open_blink: Any) -> None:
    body = models.ExecutePlaybookBody(input_values={"pod": "web-1"})
    with broken(act, GOOD) as server:
        with pytest.raises(blink.TransportError) as caught:
            open_blink(base_url=server.url).workflows.execute("ws", "w", body)
        assert isinstance(caught.value.__cause__, httpx2.TransportError)
        assert len(server.requests) == 1


def test_a_connection_that_breaks_at_once(open_blink: Any) -> None:
    with broken(acts.AT_ONCE, GOOD) as server:
        assert open_blink(base_url=server.url).executions.get("ws", "e-1").id == "e-1"
    with broken(acts.AT_ONCE) as server, pytest.raises(blink.TransportError):
        open_blink(base_url=server.url).executions.get("ws", "e-1")


def test_a_refused_connection_is_tried_again(open_blink: Any, slept: list[float]) -> None:
    """Nothing was sent: that goes for starting, too."""
    client = open_blink(base_url=refusing())
    for call in (client.executions.get, client.workflows.execute):
        slept.clear()
        with pytest.raises(
            blink.TransportError, match="received no response: ConnectError"
        ) as caught:
            call("ws", "x")
        assert isinstance(caught.value.__cause__, httpx2.ConnectError)
        assert len(slept) == 2


@pytest.mark.parametrize("url", ["http://nowhere.invalid", "http://127.0.0.1:0"])
def test_no_such_place(url: str, open_blink: Any) -> None:
    with pytest.raises(blink.TransportError, match="received no response: "):
        open_blink(base_url=url, max_retries=0).executions.get("ws", "e-1")


def test_a_kept_connection_that_the_server_has_left(open_blink: Any) -> None:
    """It closes after its first answer without having said so."""
    left = Act(GOOD.send, "close")
    with broken(left, left, GOOD) as server:
        client = open_blink(base_url=server.url)
        for number in range(3):
            started = client.workflows.execute("ws", "w")
            assert started == models.StartedExecution.model_validate_json(
                b'{"id": "e-1", "execution_id": "e-1"}'
            )
            assert number == 2 or server.closed.acquire(timeout=PATIENCE)
    assert len(server.requests) == 3


def test_a_body_that_ends_early_unnoticed(open_blink: Any) -> None:
    """Its length was not announced: the end of the connection is its end."""
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n"
    with broken(Act(head + b'{"id": "e')) as server:
        strict = open_blink(base_url=server.url, validation="strict")
        with pytest.raises(blink.DecodeError, match="EOF while parsing") as caught:
            strict.executions.get("ws", "e-1")
        assert caught.value.content == b'{"id": "e' and len(server.requests) == 1
    with broken(Act(head + b'{"id": "e-1"}')) as server:
        assert open_blink(base_url=server.url).executions.get("ws", "e-1").id == "e-1"


def test_an_endless_error_is_cut(open_blink: Any) -> None:
    head = b"HTTP/1.1 500 Oh\r\ncontent-type: text/plain\r\ncontent-length: 99999999\r\n\r\n"
    act = Act(head + b"x" * (3 << 20))
    with broken(act) as server, pytest.raises(blink.ServerError) as caught:
        open_blink(base_url=server.url).executions.get("ws", "e-1")
    assert len(caught.value.content) == 1 << 20 and len(str(caught.value)) < 1000


def test_after_an_error_that_was_cut_the_client_is_usable(open_blink: Any) -> None:
    head = b"HTTP/1.1 404 No\r\ncontent-type: text/plain\r\ncontent-length: 3145728\r\n\r\n"
    with broken(Act(head + b"x" * 3145728, "keep"), GOOD) as server:
        client = open_blink(base_url=server.url)
        with pytest.raises(blink.NotFoundError):
            client.executions.get("ws", "e-1")
        assert client.executions.get("ws", "e-1").id == "e-1"


class TestContentEncoding:
    """A body that is not compressed as its header says; the answer has arrived all the same."""

    def garbled(self, status: str) -> Act:
        body = b"these bytes are no gzip"
        head = f"HTTP/1.1 {status}\r\ncontent-encoding: gzip\r\ncontent-length: {len(body)}\r\n\r\n"
        return Act(head.encode() + body, "keep")

    def test_a_response(self, open_blink: Any) -> None:
        with broken(self.garbled("200 OK")) as server:
            for call in ("executions.get", "workflows.execute"):
                resource, _, name = call.partition(".")
                client = open_blink(base_url=server.url)
                with pytest.raises(
                    blink.DecodeError, match="does not match its Content-En"
                ) as caught:
                    getattr(getattr(client, resource), name)("ws", "x")
                assert caught.value.status == 200 and caught.value.content == b""
                assert caught.value.headers["content-encoding"] == "gzip"
                assert isinstance(caught.value.__cause__, httpx2.DecodingError)
        assert len(server.requests) == 2

    def test_an_error(self, open_blink: Any) -> None:
        with broken(self.garbled("404 Gone")) as server:
            with pytest.raises(blink.NotFoundError, match=r"returned 404 Not Found$") as caught:
                open_blink(base_url=server.url).executions.get("ws", "x")
            assert caught.value.error is None and caught.value.content == b""

    def test_a_passing_failure(self, open_blink: Any) -> None:
        with broken(self.garbled("503 Busy"), GOOD) as server:
            assert open_blink(base_url=server.url).executions.get("ws", "x").id == "e-1"
