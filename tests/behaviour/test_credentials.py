"""Who is let in, and what a server is shown."""

from __future__ import annotations

from itertools import count
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest

import blink
import tracecat

from .driver import Server
from .servers.blink import KEY, Blink
from .servers.blink import WORKSPACE as BLINK_WORKSPACE
from .servers.tracecat import KEY as TRACECAT_KEY
from .servers.tracecat import SERVICE_KEY, SESSION, WORKSPACE, Tracecat
from .servers.wire import Answer

WS = UUID(WORKSPACE)
ID = quote("wf_1a2B/exec_1", safe="")


class TestBlink:
    @pytest.mark.parametrize("key", ["wrong", KEY + "x", KEY.upper()])
    def test_a_wrong_key(self, key: str, open_blink: Any, blink_server: Server[Blink]) -> None:
        with pytest.raises(blink.UnauthorizedError, match="invalid API key") as caught:
            open_blink(api_key=key).executions.list(BLINK_WORKSPACE)
        assert caught.value.error is not None and caught.value.error.status == 401
        assert [seen.headers["blink-api-key"] for seen in blink_server.seen] == [key]

    @pytest.mark.parametrize("key", [None, ""])
    def test_without_one_nothing_is_sent(
        self, key: str | None, open_blink: Any, blink_server: Server[Blink]
    ) -> None:
        client = open_blink(api_key=key)
        for call, arguments in (
            (client.executions.list, ("ws",)),
            (client.executions.get, ("ws", "e")),
            (client.workflows.execute, ("ws", "w")),
        ):
            with pytest.raises(blink.CredentialsError, match=r"api_key \(or BLINK_API_KEY in the"):
                call(*arguments)
        assert blink_server.seen == []

    def test_the_argument_comes_before_the_environment(
        self, open_blink: Any, blink_server: Server[Blink], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BLINK_API_KEY", "from the environment")
        open_blink().executions.list(BLINK_WORKSPACE)
        with pytest.raises(blink.UnauthorizedError):
            open_blink(api_key=None).executions.list(BLINK_WORKSPACE)
        keys = [seen.headers["blink-api-key"] for seen in blink_server.seen]
        assert keys == [KEY, "from the environment"]

    def test_the_environment_is_read_once(
        self, open_blink: Any, blink_server: Server[Blink], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BLINK_API_KEY", KEY)
        client = open_blink(api_key=None)
        monkeypatch.delenv("BLINK_API_KEY")
        client.executions.list(BLINK_WORKSPACE)
        assert blink_server.last.headers["blink-api-key"] == KEY

    def test_a_callable_is_called_for_every_attempt(
        self, open_blink: Any, blink_server: Server[Blink]
    ) -> None:
        numbers = count(1)
        client = open_blink(api_key=lambda: f"key-{next(numbers)}")
        blink_server.wire.plan += [Answer(503), Answer(503), Answer(body={}), Answer(body={})]
        client.executions.list(BLINK_WORKSPACE)
        client.with_options(timeout=5).executions.list(BLINK_WORKSPACE)
        keys = [seen.headers["blink-api-key"] for seen in blink_server.seen]
        assert keys == ["key-1", "key-2", "key-3", "key-4"]

    def test_what_a_callable_raises_passes(
        self, open_blink: Any, blink_server: Server[Blink]
    ) -> None:
        def locked() -> str:
            raise LookupError("the vault is locked")

        with pytest.raises(LookupError, match="the vault is locked"):
            open_blink(api_key=locked).executions.list(BLINK_WORKSPACE)
        assert blink_server.seen == []

    @pytest.mark.parametrize("key", ["a\r\nb", "a\nX-Evil: 1", "\x00"])
    def test_a_key_stays_in_its_header(
        self, key: str, open_blink: Any, blink_server: Server[Blink]
    ) -> None:
        with pytest.raises(blink.CredentialsError, match="control characters") as caught:
            open_blink(api_key=key).executions.list(BLINK_WORKSPACE)
        assert key not in str(caught.value) and blink_server.seen == []

    def test_the_callers_own_header_will_do(
        self, open_blink: Any, blink_server: Server[Blink]
    ) -> None:
        client = open_blink(api_key=None, headers={"blink-api-key": KEY})
        client.executions.list(BLINK_WORKSPACE)
        assert blink_server.last.headers.getlist("blink-api-key") == [KEY]


class TestTracecat:
    @pytest.mark.parametrize(
        ("options", "name", "value"),
        [
            ({"api_key": TRACECAT_KEY}, "authorization", f"Bearer {TRACECAT_KEY}"),
            ({"service_key": SERVICE_KEY}, "x-tracecat-service-key", SERVICE_KEY),
            ({"session": SESSION}, "cookie", f"fastapiusersauth={SESSION}"),
        ],
    )
    def test_the_route_of_old_takes_all_three(
        self,
        options: dict[str, str],
        name: str,
        value: str,
        open_tracecat: Any,
        tracecat_server: Server[Tracecat],
    ) -> None:
        tracecat_server.world.started()
        client = open_tracecat(**{"api_key": None, **options})
        client.workflow_executions.get_legacy(ID, workspace_id=WS)
        assert tracecat_server.last.headers[name] == value
        names = {"authorization", "x-tracecat-service-key", "cookie"}
        assert names & set(tracecat_server.last.headers) == {name}

    @pytest.mark.parametrize("options", [{"service_key": SERVICE_KEY}, {"session": SESSION}])
    def test_todays_routes_take_one(
        self, options: dict[str, str], open_tracecat: Any, tracecat_server: Server[Tracecat]
    ) -> None:
        client = open_tracecat(api_key=None, **options)
        with pytest.raises(tracecat.CredentialsError, match=r"api_key \(or TRACECAT_API_KEY"):
            client.workflow_executions.list(WS)
        assert tracecat_server.seen == []

    def test_with_all_three_each_route_gets_the_first_it_takes(
        self, open_tracecat: Any, tracecat_server: Server[Tracecat]
    ) -> None:
        tracecat_server.world.started()
        client = open_tracecat(service_key=SERVICE_KEY, session=SESSION)
        client.workflow_executions.list(WS)
        client.workflow_executions.get_legacy(ID, workspace_id=WS)
        today, old = tracecat_server.seen
        assert "authorization" in today.headers and "cookie" not in today.headers
        assert "authorization" not in old.headers and "cookie" in old.headers

    @pytest.mark.parametrize(
        ("variable", "value", "header"),
        [
            ("TRACECAT_API_KEY", TRACECAT_KEY, "authorization"),
            ("TRACECAT_SERVICE_KEY", SERVICE_KEY, "x-tracecat-service-key"),
            ("TRACECAT_SESSION", SESSION, "cookie"),
        ],
    )
    def test_each_has_its_variable(
        self,
        variable: str,
        value: str,
        header: str,
        open_tracecat: Any,
        tracecat_server: Server[Tracecat],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        tracecat_server.world.started()
        monkeypatch.setenv(variable, value)
        client = open_tracecat(api_key=None)
        client.workflow_executions.get_legacy(ID, workspace_id=WS)
        assert value in tracecat_server.last.headers[header]

    def test_without_any_nothing_is_sent(
        self, open_tracecat: Any, tracecat_server: Server[Tracecat]
    ) -> None:
        client = open_tracecat(api_key=None)
        with pytest.raises(tracecat.CredentialsError, match=r"session .*, or service_key .*, or"):
            client.workflow_executions.get_legacy(ID, workspace_id=WS)
        assert tracecat_server.seen == []

    def test_cookies_that_the_server_sets_do_not_come_back(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        headers = {"Set-Cookie": "fastapiusersauth=stolen; Path=/", "content-type": "text/json"}
        tracecat_server.wire.plan.append(Answer(200, b"[]", headers))
        for _ in range(2):
            assert tracecat_client.workflow_executions.list(WS) == []
        assert "cookie" not in tracecat_server.last.headers


def test_an_awaitable_credential(tracecat_server: Server[Tracecat]) -> None:
    import asyncio

    async def key() -> str:
        await asyncio.sleep(0)
        return TRACECAT_KEY

    async def main() -> None:
        async with tracecat.AsyncClient(api_key=key, base_url=tracecat_server.url) as client:
            assert await client.workflow_executions.list(WS) == []
        async with tracecat.AsyncClient(api_key=TRACECAT_KEY, base_url=tracecat_server.url) as one:
            assert await one.workflow_executions.list(WS) == []

    asyncio.run(main())
    sync = tracecat.Client(api_key=key, base_url=tracecat_server.url)  # type: ignore[arg-type]
    with sync, pytest.raises(tracecat.CredentialsError, match="use the asynchronous client"):
        sync.workflow_executions.list(WS)
    assert len(tracecat_server.seen) == 2
