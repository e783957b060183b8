"""Both clients: base URLs, options, connections, calls, logs, threads."""

from __future__ import annotations

import asyncio
import inspect
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from restamp_runtime import api as api_module
from restamp_runtime.api import Api, ApiKey
from restamp_runtime.calls import AsyncResource, Resource, async_call, call
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.model import Model
from restamp_runtime.request import Request

API = Api(
    name="my-api",
    base_url="https://{host}/{version}",
    variables={"host": "api.example.com", "version": "v1"},
)


class Thing(Model):
    id: str
    next: Thing | None = None


class Late(Model):
    """Used by one test only, so that its threads are the first to build it."""

    id: str
    parts: list[Part] | None = None


class Part(Model):
    late: Late | None = None
    things: dict[str, Thing] | None = None


def get_thing(id: str, *, timeout: int | None = None) -> Request[Thing]:
    """One thing."""
    return Request("GET", "/things/{id}", Thing, path={"id": id}, query={"timeout": timeout})


class Things(Resource):
    get = call(get_thing)


class AsyncThings(AsyncResource):
    get = async_call(get_thing)


class Client(SyncClient):
    @property
    def things(self) -> Things:
        return Things(self)


class AClient(AsyncClient):
    @property
    def things(self) -> AsyncThings:
        return AsyncThings(self)


def echo(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(
        200, json={"id": str(request.url), "timeout": request.extensions["timeout"]}
    )


def client(**options: Any) -> Client:
    return Client(options.pop("api", API), transport=httpx2.MockTransport(echo), **options)


def url(api_client: SyncClient, request: Request[Thing] | None = None) -> str:
    return api_client.send(request or get_thing("1")).id


class TestBaseUrl:
    @pytest.mark.parametrize(
        ("options", "base"),
        [
            ({}, "https://api.example.com/v1"),
            ({"variables": {"host": None}}, "https://api.example.com/v1"),
            ({"variables": {"host": "eu.example.com:8443"}}, "https://eu.example.com:8443/v1"),
            ({"variables": {"version": "v2/beta"}}, "https://api.example.com/v2/beta"),
            ({"base_url": "http://localhost:1/api/"}, "http://localhost:1/api"),
            ({"base_url": "http://localhost/?a=1"}, "http://localhost?a=1"),
        ],
    )
    def test_from_the_arguments(self, options: Any, base: str) -> None:
        api_client = client(**options)
        assert api_client.base_url == base and base in repr(api_client)
        path, _, query = base.partition("?")
        assert url(api_client) == f"{path}/things/1{query and '?' + query}"

    def test_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MY_API_BASE_URL", "http://env.example.com")
        assert client().base_url == "http://env.example.com"
        assert client(base_url="http://own").base_url == "http://own"
        assert client(variables={"host": "own"}).base_url == "https://own/v1"

    @pytest.mark.parametrize(
        "host", ["evil.example/", "evil.example#", "evil.example?", "me@evil", "a\\b", "a b"]
    )
    def test_a_variable_stays_within_its_part_of_the_url(self, host: str) -> None:
        with pytest.raises(ValueError, match="host must be a host name"):
            client(variables={"host": host})

    def test_a_relative_one_must_be_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        relative = Api(name="x", base_url="/api")
        with pytest.raises(ValueError, match=r"pass base_url=.*, or set X_BASE_URL"):
            client(api=relative)
        assert client(api=relative, base_url="http://a/b").base_url == "http://a/b"
        monkeypatch.setenv("X_BASE_URL", "http://c")
        assert client(api=relative).base_url == "http://c"

    @pytest.mark.parametrize("bad", ["", "ftp://x", "//x", "https://", "http://u:s3cret@x/"])
    def test_what_is_none_is_refused(self, bad: str) -> None:
        with pytest.raises(ValueError, match="base_url") as caught:
            client(api=Api(name="x", base_url="/"), base_url=bad)
        assert "s3cret" not in str(caught.value)

    def test_an_operation_may_have_its_own(self) -> None:
        request = Request("GET", "/x", Thing, base_url="https://up.example.com/{version}/")
        assert url(client(), request) == "https://up.example.com/v1/x"
        assert url(client(base_url="http://own"), request) == "http://own/x"
        other = Request("GET", "/x", Thing, base_url="/other")
        assert url(client(), other) == "https://api.example.com/other/x"

    @pytest.mark.parametrize(
        ("template", "query", "expected"),
        [
            ("/a?b=c", {}, "/a?b=c"),
            ("/a?b=c", {"d": 1}, "/a?b=c&d=1"),
            ("/a#b", {"d": 1}, "/a?d=1"),
            ("/ä b", {}, "/%C3%A4%20b"),
            ("/a%2Fb/../c", {}, "/v1/c"),
            ("", {}, ""),
        ],
    )
    def test_odd_templates(self, template: str, query: Any, expected: str) -> None:
        seen = url(client(base_url="http://h/v1"), Request("GET", template, Thing, query=query))
        assert seen in (f"http://h/v1{expected}", f"http://h{expected}")


def test_path_values_are_percent_encoded() -> None:
    paths: list[bytes] = []

    def note(request: httpx2.Request) -> httpx2.Response:
        paths.append(request.url.raw_path)
        return httpx2.Response(200, json={"id": ""})

    api_client = Client(API, transport=httpx2.MockTransport(note))
    for value in ("..", ".", "a/../b", "%2e%2e", "wf_X%2Fexec_Y", "?#"):
        api_client.things.get(value)
    assert paths == [
        b"/v1/things/%2E%2E",
        b"/v1/things/%2E",
        b"/v1/things/a%2F..%2Fb",
        b"/v1/things/%252e%252e",
        b"/v1/things/wf_X%252Fexec_Y",
        b"/v1/things/%3F%23",
    ]
    with pytest.raises(ValueError, match="'id'"):
        api_client.things.get("")


class TestOptions:
    def timeout(self, api_client: SyncClient) -> Any:
        return api_client.send(get_thing("1")).timeout  # type: ignore[attr-defined]

    def test_time_outs(self) -> None:
        four = ("connect", "read", "write", "pool")
        assert self.timeout(client()) == dict.fromkeys(four, 60.0)
        assert self.timeout(client(timeout=None)) == dict.fromkeys(four)
        quick = client(timeout=5).with_options(timeout=2)
        assert self.timeout(quick) == dict.fromkeys(four, 2)
        assert self.timeout(quick.with_options(timeout=None)) == dict.fromkeys(four)
        assert self.timeout(quick.with_options(max_retries=0)) == dict.fromkeys(four, 2)
        slow = client(timeout=httpx2.Timeout(5, read=30))
        assert self.timeout(slow) == {**dict.fromkeys(four, 5), "read": 30}

    def test_headers_and_query_are_added_to(self) -> None:
        seen: list[httpx2.Request] = []

        def note(request: httpx2.Request) -> httpx2.Response:
            seen.append(request)
            return httpx2.Response(200, json={"id": ""})

        first = Client(
            API, headers={"X-A": "1", "Accept": "x/y"}, transport=httpx2.MockTransport(note)
        )
        second = first.with_options(
            extra_headers={"X-B": "2"}, extra_query={"page": 1, "timeout": 9}
        )
        third = second.with_options(extra_headers={"x-a": "3"}, extra_query={"more": [True, "b c"]})
        third.things.get("1", timeout=5)
        third.things.get("1")
        first.things.get("1")
        assert seen[0].url.query == b"timeout=5&page=1&more=true&more=b%20c"
        assert seen[1].url.query == b"page=1&timeout=9&more=true&more=b%20c"
        assert (seen[0].headers["x-a"], seen[0].headers["x-b"]) == ("3", "2")
        assert seen[2].url.query == b"" and seen[2].headers["x-a"] == "1"
        assert "x-b" not in seen[2].headers and seen[2].headers["accept"] == "x/y"
        assert seen[2].headers["user-agent"].startswith("my-api ")

    def test_the_base_url(self) -> None:
        other = client().with_options(base_url="http://other/")
        assert other.base_url == "http://other" and url(other) == "http://other/things/1"
        with pytest.raises(ValueError, match="base_url"):
            client().with_options(base_url="other")

    def test_with_options_keeps_the_class(self) -> None:
        api_client = client().with_options(max_retries=0)
        assert type(api_client) is Client and api_client.things.get("7").id.endswith("/7")


class Transport(httpx2.MockTransport):
    closed = 0

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


class TestConnections:
    def test_a_client_closes_what_it_opened(self) -> None:
        transport = Transport(echo)
        with Client(API, transport=transport) as api_client:
            with api_client.with_options(timeout=1) as quick:
                url(quick)
            assert transport.closed == 0
            url(api_client)
        assert transport.closed == 1
        with pytest.raises(RuntimeError, match="closed"):
            url(api_client)

    def test_and_nothing_else(self) -> None:
        transport = Transport(echo)
        http = httpx2.Client(transport=transport)
        with Client(API, http_client=http) as api_client:
            url(api_client)
        api_client.close()
        assert transport.closed == 0

    def test_async(self) -> None:
        async def main() -> None:
            transport = Transport(echo)
            async with AClient(API, transport=transport) as api_client:
                async with api_client.with_options(timeout=1) as quick:
                    await quick.things.get("1")
                assert transport.closed == 0
            assert transport.closed == 1
            http = httpx2.AsyncClient(transport=Transport(echo))
            await AClient(API, http_client=http).aclose()
            assert not http.is_closed

        asyncio.run(main())

    def test_not_both(self) -> None:
        with pytest.raises(ValueError, match="not both"):
            Client(API, transport=Transport(echo), http_client=httpx2.Client())

    def test_the_connection_is_given_back_after_errors(self) -> None:
        closed: list[bool] = []

        class Body(httpx2.SyncByteStream):
            def __iter__(self) -> Any:
                yield b"x" * (2 << 20)
                raise AssertionError("read on")

            def close(self) -> None:
                closed.append(True)

        def fail(request: httpx2.Request) -> httpx2.Response:
            return httpx2.Response(500, stream=Body())

        with pytest.raises(Exception, match="returned 500"):
            Client(API, transport=httpx2.MockTransport(fail)).things.get("1")
        assert closed


class TestCalls:
    def test_every_spelling(self) -> None:
        api_client = client()
        request = api_client.things.get.request("1", timeout=2)
        assert request == get_thing("1", timeout=2)
        response = api_client.things.get.raw("1", timeout=2)
        assert response.status == 200 and response.request == request
        assert api_client.things.get("1", timeout=2) == response.value == api_client.send(request)
        assert response.value.id == "https://api.example.com/v1/things/1?timeout=2"

    def test_async(self) -> None:
        async def main() -> None:
            async with AClient(API, transport=httpx2.MockTransport(echo)) as api_client:
                response = await api_client.things.get.raw("1")
                assert api_client.things.get.request("1") == response.request == get_thing("1")
                assert (
                    await api_client.things.get("1")
                    == response.value
                    == await api_client.send(response.request)
                )
                many = await asyncio.gather(*(api_client.things.get(str(n)) for n in range(20)))
                assert [thing.id[-2:] for thing in many][-1] == "19"

        asyncio.run(main())

    @pytest.mark.parametrize("resource", [Things, AsyncThings])
    def test_they_describe_themselves(self, resource: Any) -> None:
        bound = resource(None).get
        assert "One thing." in bound.__doc__ and repr(bound) == "<call of get_thing>"
        assert list(inspect.signature(bound).parameters) == ["id", "timeout"]
        assert resource.get is get_thing

    def test_a_wrong_argument_is_an_error_at_once(self) -> None:
        with pytest.raises(TypeError):
            client().things.get("1", tiemout=1)  # type: ignore[call-arg]


def test_threads_share_a_client_and_build_models_once() -> None:
    barrier = threading.Barrier(8)
    api_client = client()

    def work(number: int) -> str:
        barrier.wait()
        request = Request("GET", "/{n}", list[Late] | Late, path={"n": number})
        value = api_client.send(request)
        assert isinstance(value, Late)
        return value.id

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(work, range(8)))
    assert ids == [f"https://api.example.com/v1/{n}" for n in range(8)]


class TestLogs:
    keyed = Api(
        name="keyed",
        base_url="https://api.example.com",
        schemes={"Q": ApiKey("query", "key"), "H": ApiKey("header", "X-Key")},
        security=(("Q", "H"),),
    )

    def test_debug_lines_without_secrets(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.DEBUG):
            request = Request("GET", "/x", Thing, query={"q": "private"})
            client(api=self.keyed, credentials={"Q": "s3cret-q", "H": "s3cret-h"}).send(request)
        own = [record for record in caplog.records if record.name == "keyed"]
        assert len(own) == 1 and own[0].levelno == logging.DEBUG
        assert own[0].getMessage().startswith("GET /x: 200 after 0.")
        assert "s3cret" not in caplog.text and "key=***" in caplog.text.replace("%2A", "*")
        assert "private" not in own[0].getMessage()

    def test_every_attempt_has_its_line(self, caplog: pytest.LogCaptureFixture) -> None:
        steps: Any = iter([httpx2.ConnectError("no"), 503, 200])

        def handler(request: httpx2.Request) -> httpx2.Response:
            step = next(steps)
            if isinstance(step, Exception):
                raise step
            return httpx2.Response(step, json={"id": ""})

        with caplog.at_level(logging.DEBUG, "my-api"):
            Client(API, transport=httpx2.MockTransport(handler)).things.get("1")
        lines = [record.getMessage() for record in caplog.records if record.name == "my-api"]
        assert [line.split(" after ")[0] for line in lines] == [
            "GET /things/1: ConnectError",
            "GET /things/1: 503",
            "GET /things/1: 200",
        ]

    def test_off_by_default(self, capsys: pytest.CaptureFixture[str]) -> None:
        url(client())
        assert capsys.readouterr() == ("", "")
        handlers = logging.getLogger("my-api").handlers
        assert [type(handler) for handler in handlers] == [logging.NullHandler]


def test_the_api_describes_itself_as_a_value() -> None:
    assert (
        api_module.Api(
            name="my-api",
            base_url="https://{host}/{version}",
            variables={"host": "api.example.com", "version": "v1"},
        )
        == API
    )
