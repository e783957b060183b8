"""Every fault: what the user gets, in what time, and that nothing is left or let out."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from contextlib import ExitStack
from email.utils import formatdate
from typing import Any

import httpx2
import pytest
import trustme

import blink

from .servers import broken as acts
from .servers.blink import KEY
from .servers.broken import Act, Broken, broken, refusing, reply, response
from .servers.secure import secure
from .servers.wire import PATIENCE

GOOD = reply(b'{"id": "e-1"}')
HTML = response("200 OK", "content-type: text/html", body=b"<title>Please log in</title>")
LONG = Act(GOOD.send + b"what nobody announced", "close")
NO_NUMBER = Act(b"HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n{}")
TWO_LENGTHS = Act(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 9\r\n\r\n{}")
EMPTY = response("200 OK", "content-type: application/json")
WRONG = response("200 OK", "content-type: application/json", body=b'{"id": 7}')
BUSY = response("503 Busy", "content-type: text/plain", body=b"later")
SLOW = Act(GOOD.send, "keep", pace=0.2)
LATE = {"timeout": httpx2.Timeout(60, read=0.3)}
STRICT = {"validation": "strict"}

Fault = tuple[Act, dict[str, Any], type[Exception], str]
FAULTS: dict[str, Fault] = {
    "closed at once": (acts.AT_ONCE, {}, blink.TransportError, "received no response"),
    "closed before headers": (acts.BEFORE_HEADERS, {}, blink.TransportError, "RemoteProtocolError"),
    "reset": (acts.RESET, {}, blink.TransportError, "ReadError|RemoteProtocolError"),
    "closed amid headers": (acts.AMID_HEADERS, {}, blink.TransportError, "RemoteProtocolError"),
    "closed after headers": (acts.AFTER_HEADERS, {}, blink.TransportError, "RemoteProtocolError"),
    "truncated": (acts.AMID_BODY, {}, blink.TransportError, "RemoteProtocolError"),
    "truncated chunks": (acts.AMID_CHUNKS, {}, blink.TransportError, "RemoteProtocolError"),
    "half closed": (acts.ENDED_HALF, {}, blink.TransportError, "RemoteProtocolError"),
    "no HTTP": (acts.NO_HTTP, {}, blink.TransportError, "RemoteProtocolError"),
    "a length that is none": (NO_NUMBER, {}, blink.TransportError, "RemoteProtocolError"),
    "two lengths": (TWO_LENGTHS, {}, blink.TransportError, "RemoteProtocolError"),
    "silent": (acts.SILENT, LATE, blink.TimeoutError, "ReadTimeout"),
    "silent amid the body": (acts.SILENT_AMID_BODY, LATE, blink.TimeoutError, "ReadTimeout"),
    "slow bytes": (SLOW, {"deadline": 0.5}, blink.TimeoutError, "deadline"),
    "an empty body": (EMPTY, STRICT, blink.DecodeError, "it is empty"),
    "a page in place of JSON": (HTML, STRICT, blink.DecodeError, "text/html"),
    "another type": (WRONG, STRICT, blink.DecodeError, "id: Input should be a valid string"),
    "a storm of 503": (BUSY, {}, blink.ServerError, "returned 503 Service Unavailable: later"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_the_user_gets(name: str, open_blink: Any) -> None:
    """One error of ours, in time; the connection is gone, and the client is usable."""
    act, options, kind, words = FAULTS[name]
    with broken(*[act] * 3, GOOD) as server:
        with open_blink(base_url=server.url, **options) as client:
            with pytest.raises(kind, match=words) as caught:
                client.executions.get("ws", "e-1")
            assert KEY not in str(caught.value) and KEY not in repr(caught.value)
            server.acts.clear()
            server.acts.append(GOOD)
            patient = client.with_options(deadline=None, timeout=60)
            assert patient.executions.get("ws", "e-1").id == "e-1"
        assert_no_connection_is_left(server)


def assert_no_connection_is_left(server: Broken) -> None:
    """Every connection that was opened is closed, once the client is."""
    server.stopped.set()
    for _ in range(server.connections):
        assert server.closed.acquire(timeout=PATIENCE)


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_pool_of_one_connection_is_never_used_up(name: str, kind: str) -> None:
    act, options, error, _ = FAULTS[name]
    with broken(act) as server:
        settings = {"base_url": server.url, "api_key": KEY, "max_retries": 0, **options}
        with ExitStack() as stack:
            call, pool = one_connection(kind, settings, stack)
            for _ in range(2):
                with pytest.raises(error):
                    call()
                # A connection that is kept for the next call is idle; no other is there.
                assert all(connection.is_idle() for connection in pool.connections)


def one_connection(
    kind: str, settings: dict[str, Any], stack: ExitStack
) -> tuple[Callable[[], Any], Any]:
    """A call through a client that has one connection, and its pool."""
    import asyncio

    limits = httpx2.Limits(max_connections=1)
    if kind == "sync":
        http = stack.enter_context(httpx2.Client(limits=limits))
        client = blink.Client(http_client=http, **settings)
        transport: Any = http._transport
        return lambda: client.executions.get("ws", "e-1"), transport._pool
    run = stack.enter_context(asyncio.Runner()).run
    own = httpx2.AsyncClient(limits=limits)
    stack.callback(lambda: run(own.aclose()))
    waiting = blink.AsyncClient(http_client=own, **settings)
    transport = own._transport
    return lambda: run(waiting.executions.get("ws", "e-1")), transport._pool


def test_connection_refused(open_blink: Any) -> None:
    with pytest.raises(blink.TransportError, match="ConnectError"):
        open_blink(base_url=refusing()).executions.get("ws", "e-1")


@pytest.mark.parametrize("status", [429, 503])
def test_what_retry_after_asks_for(status: int, open_blink: Any, slept: list[float]) -> None:
    """In seconds and as a date (RFC 9110, section 10.2.3)."""
    seconds = response(f"{status} Wait", "retry-after: 7")
    moment = response(f"{status} Wait", f"retry-after: {formatdate(time.time() + 31, usegmt=True)}")
    with broken(seconds, moment, GOOD) as server:
        assert open_blink(base_url=server.url).executions.get("ws", "e-1").id == "e-1"
    assert slept[0] == 7 and 7 < slept[1] <= 31


def test_too_many_requests_says_how_long_to_wait(open_blink: Any, slept: list[float]) -> None:
    with broken(response("429 Wait", "retry-after: 7")) as server:
        with pytest.raises(blink.RateLimitError) as caught:
            open_blink(base_url=server.url).executions.get("ws", "e-1")
        assert caught.value.retry_after == 7 and slept == [7, 7] and len(server.requests) == 3


@pytest.mark.parametrize("status", ["301 A", "302 B", "303 C", "307 D", "308 E"])
def test_a_redirect_to_another_origin_takes_no_secret(status: str, open_blink: Any) -> None:
    with broken(GOOD) as other, broken(response(status, f"location: {other.url}/x?a=1")) as server:
        client = open_blink(base_url=server.url, headers={"X-Own": "mine", "Cookie": "c=1"})
        assert client.executions.get("ws", "e-1").id == "e-1"
    assert KEY.encode() in server.requests[0]
    [heard] = other.requests
    assert heard.startswith(b"GET /x?a=1 HTTP/1.1\r\n")
    assert not any(secret in heard.lower() for secret in (KEY.lower().encode(), b"mine", b"c=1"))


class TestTls:
    """Certificates that are not to be trusted."""

    @pytest.fixture
    def authority(self) -> trustme.CA:
        return trustme.CA()

    def serving(self, authority: trustme.CA, name: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        return context

    def trusting(self, authority: trustme.CA) -> ssl.SSLContext:
        context = ssl.create_default_context()
        authority.configure_trust(context)
        return context

    def test_one_that_is_trusted(self, authority: trustme.CA) -> None:
        heard: list[bytes] = []
        with (
            secure(self.serving(authority, "127.0.0.1"), heard) as url,
            httpx2.Client(verify=self.trusting(authority)) as http,
        ):
            client = blink.Client(base_url=url, api_key=KEY, http_client=http)
            assert client.executions.get("ws", "e-1").id == "e-1"
        assert KEY.encode() in heard[0]

    @pytest.mark.parametrize("fault", ["of nobody we know", "of another name"])
    def test_one_that_is_not(self, fault: str, authority: trustme.CA) -> None:
        """Nothing is sent, nothing is tried in vain, and the message says why."""
        heard: list[bytes] = []
        known = trustme.CA() if fault == "of nobody we know" else authority
        name = "127.0.0.1" if fault == "of nobody we know" else "blink.example"
        with (
            secure(self.serving(authority, name), heard) as url,
            httpx2.Client(verify=self.trusting(known)) as http,
        ):
            tried: list[blink.Retry] = []
            hooks = blink.Hooks(on_retry=tried.append)
            client = blink.Client(base_url=url, api_key=KEY, http_client=http, hooks=hooks)
            with pytest.raises(
                blink.TransportError, match=r"ConnectError: .*certificate"
            ) as caught:
                client.executions.get("ws", "e-1")
        assert isinstance(caught.value.__cause__, httpx2.ConnectError)
        assert heard == [] and tried == []
