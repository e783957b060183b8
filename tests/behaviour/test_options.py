"""Options of clients: time-outs, shared connections, their end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

import blink
import tracecat

from .driver import Server
from .servers.blink import KEY, WORKSPACE, Blink
from .servers.broken import SILENT, SILENT_AMID_BODY, Broken, broken, reply
from .servers.wire import PATIENCE, Answer, Late, Paused


def hurried(opened: Any, seconds: float, **options: Any) -> Any:
    """A client that waits for an answer so long only, and for all else as long as it takes."""
    return opened(timeout=httpx2.Timeout(60, read=seconds), **options)


class TestTimeouts:
    def test_a_late_response(
        self, open_blink: Any, blink_server: Server[Blink], seconds: Callable[[], float]
    ) -> None:
        blink_server.wire.plan.append(Paused())
        with pytest.raises(blink.TimeoutError, match="received no response: ReadTimeout") as caught:
            hurried(open_blink, 0.1, max_retries=0).executions.list(WORKSPACE)
        assert seconds() >= 0.1
        assert isinstance(caught.value, blink.TransportError)
        assert isinstance(caught.value.__cause__, httpx2.ReadTimeout)
        assert caught.value.request is not None
        assert caught.value.request.url == "/workspace/ws/executions"

    def test_one_call_may_have_its_own(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        quick = blink_client.with_options(timeout=httpx2.Timeout(60, read=0.25), max_retries=0)
        blink_server.wire.plan += [Paused(), Late(0.3)]
        with pytest.raises(blink.TimeoutError):
            quick.executions.list(WORKSPACE)
        blink_server.wire.release()
        assert blink_client.executions.list(WORKSPACE).total == 0
        assert quick.with_options(timeout=60).executions.list(WORKSPACE).total == 0

    @pytest.mark.parametrize("timeout", [None, httpx2.Timeout(0.2, connect=60, read=60), 60])
    def test_patience(self, timeout: Any, open_blink: Any, blink_server: Server[Blink]) -> None:
        blink_server.wire.plan.append(Late(0.3))
        client = open_blink(timeout=timeout, max_retries=0)
        assert client.executions.list(WORKSPACE).total == 0

    @pytest.mark.parametrize("act", [SILENT, SILENT_AMID_BODY])
    def test_a_silent_server(self, act: Any, open_blink: Any) -> None:
        with broken(act) as server, pytest.raises(blink.TimeoutError):
            hurried(open_blink, 0.1, base_url=server.url, max_retries=0).executions.list("ws")

    def test_a_late_response_is_retried(self, open_blink: Any, blink_server: Server[Blink]) -> None:
        blink_server.wire.plan.append(Paused())
        seen: list[int] = []

        def retried(*_: object) -> None:
            seen.append(len(blink_server.seen))

        client = hurried(open_blink, 0.3, max_retries=50, hooks=blink.Hooks(on_retry=retried))
        assert client.executions.list(WORKSPACE).total == 0
        assert seen and len(blink_server.seen) >= 2  # a slow machine may take further attempts

    def test_the_parameter_of_the_same_name_is_another_thing(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        blink_server.wire.plan.append(Answer(body={"done": True}))
        patient = blink_client.with_options(timeout=5)
        assert patient.workflows.execute(WORKSPACE, "w", run_sync=True, timeout=4) == {"done": True}
        assert blink_server.last.parameters == [("run_sync", "true"), ("timeout", "4")]


class TestConnections:
    def test_calls_follow_each_other_on_one_connection(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        blink_server.world.started("w", {})
        blink_client.executions.get(WORKSPACE, "e-1")
        blink_client.with_options(timeout=5, extra_headers={"X-A": "1"}).executions.list(WORKSPACE)
        with pytest.raises(blink.NotFoundError):
            blink_client.executions.get(WORKSPACE, "e-2")
        blink_client.executions.get.raw(WORKSPACE, "e-1")
        assert len(blink_server.seen) == 4
        assert len({seen.connection for seen in blink_server.seen}) == 1

    def test_leaving_closes_them(self, open_blink: Any) -> None:
        with broken(reply(b"{}")) as server:
            with open_blink(base_url=server.url) as client:
                with client.with_options(timeout=5) as quick:
                    quick.executions.list(WORKSPACE)
                client.executions.list(WORKSPACE)
                assert not server.left.is_set()
            assert server.left.wait(PATIENCE)
            with pytest.raises(RuntimeError, match="closed"):
                client.executions.list(WORKSPACE)
        assert len(server.requests) == 2

    def test_closing_closes_them(self, open_blink: Any) -> None:
        with broken(reply(b"{}")) as server:
            client = open_blink(base_url=server.url)
            client.executions.list(WORKSPACE)
            client.close()
            client.close()
            assert server.left.wait(PATIENCE)

    def test_leaving_by_an_exception_closes_them_too(self, open_blink: Any) -> None:
        with broken(reply(b"{}")) as server:
            with pytest.raises(LookupError), open_blink(base_url=server.url) as client:
                client.executions.list(WORKSPACE)
                raise LookupError
            assert server.left.wait(PATIENCE)

    def test_the_callers_http_client_is_not_closed(self, blink_server: Server[Blink]) -> None:
        with httpx2.Client(headers={"X-Mine": "1"}) as http:
            url = blink_server.url
            with blink.Client(api_key=KEY, base_url=url, http_client=http) as client:
                client.executions.list(WORKSPACE)
            assert not http.is_closed and blink_server.last.headers["x-mine"] == "1"
            assert http.get(f"{url}/x").status_code == 404

    def test_no_connection_is_made_before_the_first_call(self, open_blink: Any) -> None:
        with broken(reply(b"{}")) as server:
            open_blink(base_url=server.url)
            assert server.connections == 0


class TestBaseUrls:
    def test_a_path_before_the_operations(self, open_tracecat: Any) -> None:
        with broken(reply(b"[]")) as server:
            client = open_tracecat(base_url=f"{server.url}/behind/a%20proxy/api/")
            assert client.base_url == f"{server.url}/behind/a%20proxy/api"
            client.workflow_executions.list("w")
            client.with_options(base_url=server.url).workflow_executions.list("w")
        assert paths(server) == [
            "/behind/a%20proxy/api/workspaces/w/workflow-executions",
            "/workspaces/w/workflow-executions",
        ]

    def test_a_redirect_to_the_same_place_is_followed(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        location = f"{blink_server.url}/workspace/{WORKSPACE}/executions?q=%7B%7D"
        blink_server.wire.plan.append(Answer(307, b"", {"Location": location}))
        assert blink_client.executions.list(WORKSPACE).total == 0
        assert blink_server.last.query == "q=%7B%7D"
        assert blink_server.last.headers["blink-api-key"] == KEY

    def test_a_redirect_elsewhere_takes_no_key_along(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        with broken(reply(b'{"total": 7}')) as other:
            blink_server.wire.plan.append(Answer(302, b"", {"Location": f"{other.url}/x"}))
            assert blink_client.executions.list(WORKSPACE).total == 7
        assert KEY.encode() not in other.requests[0]

    @pytest.mark.parametrize("package", [blink, tracecat])
    def test_the_default_is_the_vendors(self, package: Any) -> None:
        with package.Client(api_key="x") as client:
            assert client.base_url in (
                "https://app.blinkops.com/api/v1",
                "https://platform.tracecat.com/api",
            )
        with pytest.raises(ValueError, match="is not an absolute http or https URL"):
            package.Client(api_key="x", base_url="/api")

    def test_a_tenants_host(self) -> None:
        with blink.Client(api_key="x", host="acme.app.blinkops.com") as client:
            assert client.base_url == "https://acme.app.blinkops.com/api/v1"


def paths(server: Broken) -> list[str]:
    return [head.split(b" ")[1].decode() for head in server.requests]


def test_a_client_that_is_never_closed_keeps_no_thread(open_blink: Any) -> None:
    before = threading.active_count()
    with broken(reply(b"{}")) as server:
        open_blink(base_url=server.url).executions.list(WORKSPACE)
        assert threading.active_count() <= before + 2  # The server's own.
