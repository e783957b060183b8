"""Options that make no sense, a client of the caller's, the length of bodies, and pickling."""

from __future__ import annotations

import copy
import gzip
import pickle
import traceback
from decimal import Decimal
from typing import Any

import httpx2
import pytest
from restamp_runtime.api import Api, ApiKey, Basic
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.errors import ApiError, CredentialsError, DecodeError, StatusError
from restamp_runtime.model import Model
from restamp_runtime.request import Request
from restamp_runtime.styles import Styled
from restamp_runtime.webhooks import decoded

API = Api(name="x", base_url="https://api.example.com/v1")
GET = Request("GET", "/x", dict[str, Any])
NAN = float("nan")


@pytest.mark.parametrize("kind", [SyncClient, AsyncClient])
@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("deadline", 0, "deadline must be a number of seconds above 0, not 0; None sets no limit"),
        ("deadline", -1.5, "deadline must be .* above 0, not -1.5"),
        ("deadline", NAN, "deadline must be .* not nan"),
        ("deadline", float("inf"), "deadline must be .* not inf"),
        ("deadline", "5", "deadline must be .* not '5'"),
        ("deadline", True, "deadline must be .* not True"),
        ("timeout", 0, "timeout must be .* above 0, not 0; None sets no limit"),
        ("timeout", -1, "timeout must be .* not -1"),
        ("timeout", NAN, "timeout must be .* not nan"),
        ("timeout", httpx2.Timeout(5, read=-1), r"timeout \(read\) must be .* not -1"),
        ("wait_timeout", -1, "wait_timeout must be .* not -1"),
        ("wait_timeout", None, "wait_timeout must be .* not None"),
        ("max_retries", -1, "max_retries must be an integer of at least 0, not -1"),
        ("max_retries", 1.5, "max_retries must be an integer .* not 1.5"),
        ("max_response_bytes", 0, "max_response_bytes must be an integer of at least 1, not 0"),
        ("validation", "lax", 'validation must be "strict" or "tolerant", not \'lax\''),
        ("base_url", "", "'' is not an absolute http or https URL: pass base_url="),
        ("base_url", "/v1", "'/v1' is not an absolute http or https URL"),
    ],
)
def test_what_makes_no_sense_is_refused(kind: Any, option: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        kind(API, **{option: value})
    with pytest.raises(ValueError, match=message):
        kind(API).with_options(**{option: value})


@pytest.mark.parametrize(
    "options",
    [
        {"deadline": None, "timeout": None},
        {"deadline": 0.5, "timeout": 1e-3, "max_retries": 0, "wait_timeout": 0},
        {"timeout": httpx2.Timeout(None, connect=5), "max_response_bytes": None},
    ],
)
def test_what_makes_sense_is_not(options: Any) -> None:
    SyncClient(API, **options).with_options(**options)


class TestHttpClient:
    """A caller's own client of httpx2 is used as it is."""

    def used(self, make: Any = httpx2.Client, *, call: Any = GET, **options: Any) -> httpx2.Request:
        seen: list[httpx2.Request] = []

        def handler(request: httpx2.Request) -> httpx2.Response:
            seen.append(request)
            return httpx2.Response(200, json={})

        http = make(
            timeout=httpx2.Timeout(0.5, read=2),
            base_url="https://mine.example/v2/",
            transport=httpx2.MockTransport(handler),
        )
        SyncClient(API, http_client=http, **options).send(call)
        return seen[0]

    def test_its_timeouts_and_base_url(self) -> None:
        request = self.used()
        assert str(request.url) == "https://mine.example/v2/x"
        timeout = {"connect": 0.5, "read": 2, "write": 0.5, "pool": 0.5}
        assert request.extensions["timeout"] == timeout

    def test_options_of_the_client_take_precedence(self) -> None:
        request = self.used(timeout=7, base_url="https://other.example")
        assert str(request.url) == "https://other.example/x"
        assert set(request.extensions["timeout"].values()) == {7}

    def test_the_environment_does_not(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("X_BASE_URL", "https://environment.example")
        assert self.used().url.host == "mine.example"

    def test_nor_does_the_server_of_an_operation(self) -> None:
        call = Request("GET", "/x", dict[str, Any], base_url="https://upload.example")
        assert self.used(call=call).url.host == "mine.example"

    def test_one_without_a_base_url(self) -> None:
        http = httpx2.Client(timeout=None)
        client = SyncClient(API, http_client=http)
        assert client.base_url == "https://api.example.com/v1"
        assert set(client._settings.timeout.values()) == {None}
        assert set(SyncClient(API)._settings.timeout.values()) == {60.0}

    def test_an_asynchronous_one(self) -> None:
        http = httpx2.AsyncClient(timeout=3, base_url="https://mine.example")
        client = AsyncClient(API, http_client=http)
        assert client.base_url == "https://mine.example"
        assert set(client._settings.timeout.values()) == {3}


class TestLength:
    """Of the body of a success, as it is after decompression."""

    def test_what_is_longer_is_an_error_that_says_how_to_read_it(self, drive: Any) -> None:
        def handler(request: httpx2.Request) -> httpx2.Response:
            return httpx2.Response(200, content=b'"' + b"x" * 98 + b'"')

        call = Request("GET", "/x", str)
        assert drive(API, handler, call, max_response_bytes=100) == "x" * 98
        with pytest.raises(DecodeError, match="more than 99 bytes: raise max_response_bytes"):
            drive(API, handler, call, max_response_bytes=99)
        assert drive(API, handler, call, max_response_bytes=None) == "x" * 98

    def test_the_decompressed_size_counts(self, drive: Any) -> None:
        bomb = gzip.compress(b" " * (8 << 20) + b"{}")
        assert len(bomb) < 10_000

        def handler(request: httpx2.Request) -> httpx2.Response:
            headers = {"content-encoding": "gzip", "content-type": "application/json"}
            return httpx2.Response(200, headers=headers, content=bomb)

        with pytest.raises(DecodeError, match=r"more than 1048576 bytes.*\.stream"):
            drive(API, handler, GET, max_response_bytes=1 << 20)
        assert drive(API, handler, GET) == {}

    def test_a_length_that_is_announced_is_not_read(self) -> None:
        class Body(httpx2.SyncByteStream):
            def __iter__(self) -> Any:
                raise AssertionError("read")

        def handler(request: httpx2.Request) -> httpx2.Response:
            headers = {"content-length": str(1 << 40)}
            stream = httpx2.ByteStream(b"") if request.method == "HEAD" else Body()
            return httpx2.Response(200, headers=headers, stream=stream)

        client = SyncClient(API, transport=httpx2.MockTransport(handler))
        with pytest.raises(DecodeError, match=f"more than {1 << 28} bytes"):
            client.send(GET)
        assert client.send(Request("HEAD", "/x", None)) is None

    def test_errors_are_cut_as_ever(self, drive: Any) -> None:
        def handler(request: httpx2.Request) -> httpx2.Response:
            return httpx2.Response(404, content=b"x" * 5000)

        with pytest.raises(StatusError) as caught:
            drive(API, handler, GET, max_response_bytes=10)
        assert len(caught.value.content) == 5000

    def test_streams_may_be_longer(self) -> None:
        from restamp_runtime.downloads import Download

        transport = httpx2.MockTransport(lambda _: httpx2.Response(200, content=b"x" * 5000))
        client = SyncClient(API, transport=transport, max_response_bytes=10)
        with Download(client, Request("GET", "/x", bytes)) as download:
            assert len(download.read()) == 5000


@pytest.mark.parametrize("kind", [SyncClient, AsyncClient])
def test_a_client_is_not_pickled(kind: Any) -> None:
    client = kind(API)
    with pytest.raises(TypeError, match=r"holds connections and credentials.*create one in each"):
        pickle.dumps(client)
    with pytest.raises(TypeError, match="create one in each process"):
        pickle.dumps(client.with_options(timeout=5))
    twin = copy.copy(client)
    assert twin.base_url == client.base_url and not twin._owns_http


KEYS = {
    "Head": ApiKey("header", "X-Key"),
    "Query": ApiKey("query", "key"),
    "Cookie": ApiKey("cookie", "session"),
    "User": Basic(),
}
HALF = "a\ud83d"


@pytest.mark.parametrize("scheme", KEYS)
def test_a_surrogate_in_a_credential(scheme: str, drive: Any) -> None:
    api = Api(name="x", base_url="https://api.example.com", schemes=KEYS, security=((scheme,),))
    credential: Any = ("me", HALF) if scheme == "User" else HALF
    with pytest.raises(CredentialsError, match=f"credential of {scheme} contains surrogates"):
        drive(api, refuse, GET, credentials={scheme: credential})


def refuse(request: httpx2.Request) -> httpx2.Response:
    raise AssertionError("sent")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"headers": {"X-H": HALF}}, "the header 'X-H' contains surrogates"),
        ({"headers": {"X-H": ["b", HALF]}}, "the header 'X-H' contains surrogates"),
        ({"path": {"id": HALF}}, "the path parameter 'id' contains surrogates"),
        ({"path": {"id": [HALF]}}, "the path parameter 'id' contains surrogates"),
        (
            {"path": {"id": "a"}, "query": {"q": HALF}},
            "the query parameter 'q' contains surrogates",
        ),
        ({"query": {"q": {"a": HALF}}}, "the query parameter 'q' contains surrogates"),
        ({"query": {"q": Styled(HALF, "form", None, True)}}, "the query parameter 'q' contains"),
        ({"cookies": {"c": HALF}}, "the cookie 'c' contains surrogates"),
        ({"cookies": {"c": Styled(HALF, "cookie")}}, "the cookie 'c' contains surrogates"),
    ],
)
def test_a_surrogate_in_a_parameter(parts: Any, message: str, drive: Any) -> None:
    call = Request("GET", "/x/{id}", dict[str, Any], **{"path": {"id": "a"}, **parts})
    with pytest.raises(ValueError, match=message) as caught:
        drive(API, refuse, call)
    assert type(caught.value) is ValueError


@pytest.mark.parametrize(
    "options", [{"headers": {"X-H": HALF}}, {"headers": {HALF: "a"}}], ids=["value", "name"]
)
def test_a_surrogate_in_the_headers_of_a_client(options: Any, drive: Any) -> None:
    with pytest.raises(ValueError, match="the header") as caught:
        drive(API, refuse, GET, **options)
    assert type(caught.value) is ValueError


def test_a_surrogate_in_the_extra_query() -> None:
    client = SyncClient(API, transport=httpx2.MockTransport(refuse))
    with pytest.raises(ValueError, match="the query parameter 'q' contains surrogates"):
        client.with_options(extra_query={"q": HALF}).send(GET)


class Account(Model):
    iban: int
    amount: Decimal


PRIVATE = "DE89 3704 0044"


@pytest.mark.parametrize(
    "content",
    [f'{{"iban": "{PRIVATE}", "amount": "{PRIVATE}"}}', f'"{PRIVATE}"', f"{{{PRIVATE}"],
    ids=["fields", "another type", "no JSON"],
)
def test_the_cause_of_a_decode_error_does_not_show_the_body(content: str, drive: Any) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=content, headers={"content-type": "application/json"})

    with pytest.raises(DecodeError) as caught:
        drive(API, handler, Request("GET", "/x", Account), validation="strict")
    assert_hidden(caught.value)
    with pytest.raises(DecodeError) as caught:
        decoded(content, Account, "strict")
    assert_hidden(caught.value)


def test_nor_does_that_of_a_header(drive: Any) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json={}, headers={"X-Account": PRIVATE})

    with pytest.raises(DecodeError) as caught:
        drive(API, handler, GET, raw=True).header("X-Account", int)
    assert_hidden(caught.value)


def assert_hidden(error: ApiError) -> None:
    assert error.__cause__ is not None
    assert PRIVATE not in "".join(traceback.format_exception(error))
    assert PRIVATE not in repr(error.__cause__) and error.__context__ is None
