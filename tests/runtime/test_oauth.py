"""Tokens of OAuth 2: what is asked, how often, and what comes of the answers; no network, no real time."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import pytest
from restamp_runtime import oauth, retries, tokens
from restamp_runtime.api import Api, ApiKey
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.errors import (
    CredentialsError,
    StatusError,
    TimeoutError,
    TransportError,
)
from restamp_runtime.grants import (
    ClientCredentials,
    OAuth2,
    OpenIdConnect,
    PasswordCredentials,
    RefreshToken,
)
from restamp_runtime.request import Request

TOKEN_URL = "https://login.example.com/token"
MACHINE = OAuth2(token_url=TOKEN_URL, refresh_url="https://login.example.com/again")


def api(scheme: Any = MACHINE, base_url: str = "https://api.example.com/v1") -> Api:
    return Api(
        name="my-api",
        base_url=base_url,
        schemes={"login": scheme, "key": ApiKey("header", "X-Key")},
        environment={"login": ("MY_TOKEN",)},
        client_environment={"login": ("MY_CLIENT_ID", "MY_CLIENT_SECRET")},
        arguments={"login": ("token",)},
        security=(("login",),),
        status_errors={401: type("UnauthorizedError", (StatusError,), {})},
    )


def get(**options: Any) -> Request[Any]:
    return Request("GET", "/x", Any, **options)


class Clock:
    """Time that only passes when told to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    simulated = Clock()
    monkeypatch.setattr(oauth, "monotonic", simulated)
    monkeypatch.setattr(tokens, "monotonic", simulated)
    monkeypatch.setattr(retries, "FIRST_DELAY", 0.0)
    for name in ("MY_TOKEN", "MY_CLIENT_ID", "MY_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    return simulated


class World:
    """An API that takes the latest token, and the endpoint that gives them: t1, t2, ..."""

    def __init__(self, **answer: Any) -> None:
        self.asked: list[httpx2.Request] = []
        self.called: list[httpx2.Request] = []
        self.plan: list[httpx2.Response | Exception] = []
        self.answer = {"token_type": "bearer", "expires_in": 3600, **answer}
        self.strict = True
        self.revoked = False

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.host != "api.example.com" or request.url.path.endswith("/token"):
            self.asked.append(request)
            if self.plan:
                planned = self.plan.pop(0)
                if isinstance(planned, Exception):
                    raise planned
                if not planned.is_closed:
                    return planned
                headers = planned.headers
                return httpx2.Response(
                    planned.status_code, headers=headers, content=planned.content
                )
            self.revoked = False
            token = {"access_token": f"t{len(self.asked)}", **self.answer}
            return httpx2.Response(200, json=token)
        self.called.append(request)
        good = f"Bearer t{len(self.asked)}"
        if self.revoked or (self.strict and request.headers.get("authorization") != good):
            return httpx2.Response(401, json={"message": "no"})
        return httpx2.Response(200, json=len(self.called))

    @property
    def forms(self) -> list[dict[str, str]]:
        return [dict(parse_qsl(request.content.decode())) for request in self.asked]

    @property
    def bearers(self) -> list[str]:
        return [request.headers["authorization"] for request in self.called]


Open = Callable[..., Callable[..., Any]]


@pytest.fixture(params=["sync", "async"])
def opened(request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens a client of a world; what it gives sends a request."""
    with ExitStack() as stack:
        runner = stack.enter_context(asyncio.Runner())

        def sync(world: Any, grant: Any, described: Api | None = None, **options: Any) -> Any:
            options.setdefault("transport", httpx2.MockTransport(world))
            credentials = {"login": grant}
            client = SyncClient(described or api(), credentials=credentials, **options)
            stack.callback(client.close)
            return lambda request, **changes: client.with_options(**changes).send(request)

        def asynchronous(
            world: Any, grant: Any, described: Api | None = None, **options: Any
        ) -> Any:
            options.setdefault("transport", httpx2.MockTransport(world))
            credentials = {"login": grant}
            client = AsyncClient(described or api(), credentials=credentials, **options)
            stack.callback(lambda: runner.run(client.aclose()))
            return lambda request, **changes: runner.run(
                client.with_options(**changes).send(request)
            )

        yield sync if request.param == "sync" else asynchronous


def machine(**options: Any) -> ClientCredentials:
    return ClientCredentials("me", "s3cr3t-of-mine", **options)


def test_a_token_is_fetched_and_sent(opened: Open) -> None:
    world = World()
    send = opened(world, machine(), headers={"X-Tenant": "acme"})
    assert send(get()) == 1
    (asked,) = world.asked
    assert (asked.method, str(asked.url)) == ("POST", TOKEN_URL)
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.headers["accept"] == "application/json"
    assert b64decode(asked.headers["authorization"].removeprefix("Basic ")) == b"me:s3cr3t-of-mine"
    assert world.forms == [{"grant_type": "client_credentials"}]
    assert "x-tenant" not in asked.headers and world.called[0].headers["x-tenant"] == "acme"
    assert world.bearers == ["Bearer t1"]


def test_name_and_password_are_encoded_first(opened: Open) -> None:
    world = World()
    opened(world, ClientCredentials("a:b c", "p%+ü"))(get())
    pair = b64decode(world.asked[0].headers["authorization"].removeprefix("Basic "))
    assert pair == b"a%3Ab+c:p%25%2B%C3%BC"


@pytest.mark.parametrize(
    ("grant", "form", "basic"),
    [
        (
            machine(scopes=["a", "b:c"], audience="https://api", extra={"resource": "r&s"}),
            {"scope": "a b:c", "audience": "https://api", "resource": "r&s"},
            True,
        ),
        (machine(scopes="a b"), {"scope": "a b"}, True),
        (machine(in_body=True), {"client_id": "me", "client_secret": "s3cr3t-of-mine"}, False),
    ],
)
def test_what_a_request_may_hold(grant: Any, form: Any, basic: bool, opened: Open) -> None:
    world = World()
    opened(world, grant)(get())
    assert world.forms == [{"grant_type": "client_credentials", **form}]
    assert ("authorization" in world.asked[0].headers) is basic


def test_token_requests_omit_headers_of_the_callers_client() -> None:
    world = World()
    http = httpx2.Client(
        transport=httpx2.MockTransport(world),
        auth=("user", "of-the-api"),
        headers={"X-Secret": "s"},
        cookies={"sid": "s"},
        params={"key": "s"},
    )
    world.strict = False
    SyncClient(api(), credentials={"login": machine()}, http_client=http).send(get())
    (asked,) = world.asked
    assert {"x-secret", "cookie"}.isdisjoint(asked.headers) and str(asked.url) == TOKEN_URL
    assert b"of-the-api" not in b64decode(asked.headers["authorization"].removeprefix("Basic "))


def test_one_token_for_many_calls_and_all_options(opened: Open) -> None:
    world = World()
    send = opened(world, machine())
    assert [send(get(), timeout=number) for number in (1, 2, 3)] == [1, 2, 3]
    assert len(world.asked) == 1


@pytest.mark.parametrize(
    ("expires_in", "passed", "fetched"),
    [
        (3600, 3539, 1),
        (3600, 3540, 2),
        ("3600", 3540, 2),
        (10, 4, 1),
        (10, 5, 2),
        (0, 0, 2),
        (-5, 0, 2),
        (None, 10**9, 1),
        ("soon", 10**9, 1),
        (float("1e308"), 10**9, 1),
        ([], 10**9, 1),
    ],
)
def test_it_is_renewed_before_it_ends(
    expires_in: Any, passed: float, fetched: int, opened: Open, clock: Clock
) -> None:
    world = World(expires_in=expires_in)
    send = opened(world, machine())
    send(get())
    clock.now += passed
    send(get())
    assert len(world.asked) == fetched
    assert world.bearers == ["Bearer t1", f"Bearer t{fetched}"]


def test_a_valid_token_is_used_if_renewal_fails(
    opened: Open, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    world = World()
    world.strict = False
    send = opened(world, machine())
    send(get())
    bad = httpx2.Response(400, json={"error": "no"})
    world.plan = [bad] * 4
    fetched: list[int] = []
    for passed in (3541, 3, 3, 50):
        clock.now += passed
        send(get())
        fetched.append(len(world.asked))
    assert fetched == [2, 2, 3, 4] and world.bearers == ["Bearer t1"] * 5
    clock.now += 3
    with pytest.raises(CredentialsError, match="returned 400"):
        send(get())
    send(get())
    assert len(world.asked) == 6 and world.bearers[5:] == ["Bearer t6"]
    assert "the old token is still valid" in caplog.text and "s3cr3t" not in caplog.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_after_a_401_there_is_a_new_token_once(method: str, opened: Open) -> None:
    world = World()
    send = opened(world, machine(), max_retries=0)
    request: Any = Request(method, "/x", Any, body={"a": 1} if method == "POST" else None)
    send(request)
    world.revoked = True
    assert send(request) == 3
    assert world.bearers == ["Bearer t1", "Bearer t1", "Bearer t2"]
    assert len({call.content for call in world.called}) == 1


def test_a_second_401_raises(opened: Open) -> None:
    world = World(access_token="always the same")
    send = opened(world, machine())
    with pytest.raises(StatusError, match="returned 401") as caught:
        send(get())
    assert type(caught.value).__name__ == "UnauthorizedError"
    assert (len(world.asked), len(world.called)) == (2, 2)


def test_a_401_of_another_origin_says_nothing_about_the_token(opened: Open) -> None:
    world = World()

    def elsewhere(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "other.example.com":
            assert "authorization" not in request.headers
            return httpx2.Response(401)
        if request.url.path == "/v1/x":
            return httpx2.Response(307, headers={"Location": "https://other.example.com/"})
        return world(request)

    send = opened(elsewhere, machine())
    with pytest.raises(StatusError):
        send(get())
    assert len(world.asked) == 1
    assert send(Request("GET", "/y", Any)) == 1 and len(world.asked) == 1


@pytest.mark.parametrize("credential", ["fixed", lambda: "fixed"])
def test_only_fetched_tokens_are_renewed(credential: Any, opened: Open) -> None:
    world = World()
    with pytest.raises(StatusError):
        opened(world, credential)(get())
    assert world.bearers == ["Bearer fixed"] and world.asked == []


def test_refresh_tokens_rotate(opened: Open, clock: Clock) -> None:
    world = World()
    stored: list[str] = []
    grant = RefreshToken("r0", client_id="me", on_refresh=stored.append)
    send = opened(world, grant)
    for number in ("r1", "r1", "r2", ""):
        world.answer["refresh_token"] = number
        send(get())
        clock.now += 3600
    assert [form["refresh_token"] for form in world.forms] == ["r0", "r1", "r1", "r2"]
    assert world.forms[0] == {
        "grant_type": "refresh_token",
        "refresh_token": "r0",
        "client_id": "me",
    }
    assert {str(asked.url) for asked in world.asked} == {"https://login.example.com/again"}
    assert stored == ["r1", "r2"] and grant.refresh_token == "r2"
    opened(world, grant)(get())
    assert world.forms[-1]["refresh_token"] == "r2"


def test_a_confidential_client_refreshes(opened: Open) -> None:
    world = World()
    grant = RefreshToken("r0", client_id="me", client_secret="own", token_url=TOKEN_URL, scopes="a")
    opened(world, grant)(get())
    assert world.forms == [{"grant_type": "refresh_token", "refresh_token": "r0", "scope": "a"}]
    assert world.asked[0].headers["authorization"] == "Basic bWU6b3du"
    assert str(world.asked[0].url) == TOKEN_URL


def test_on_refresh_may_be_asynchronous() -> None:
    world = World(refresh_token="r1")
    stored: list[str] = []

    async def store(token: str) -> None:
        await asyncio.sleep(0)
        stored.append(token)

    async def main() -> None:
        credentials = {"login": RefreshToken("r0", on_refresh=store)}
        transport = httpx2.MockTransport(world)
        async with AsyncClient(api(), credentials=credentials, transport=transport) as client:
            await client.send(get())

    asyncio.run(main())
    assert stored == ["r1"]
    grant = RefreshToken("r0", on_refresh=store)
    client = SyncClient(api(), credentials={"login": grant}, transport=httpx2.MockTransport(world))
    with pytest.raises(CredentialsError, match="asynchronous client"):
        client.send(get())
    assert grant.refresh_token == "r1" and client.send(get()) == 2


BAD: list[tuple[httpx2.Response, str, str | None]] = [
    (
        httpx2.Response(400, json={"error": "invalid_scope", "error_description": "no such"}),
        "returned 400 for the token request of login: invalid_scope: no such",
        "invalid_scope",
    ),
    (httpx2.Response(401, json={"error": "invalid_client"}), ": invalid_client", "invalid_client"),
    (httpx2.Response(200, json={"error": "odd"}), "returned 200 for the token request", "odd"),
    (httpx2.Response(200, json={"access_token": ""}), "returned 200", None),
    (httpx2.Response(200, json={"access_token": 1}), "returned 200", None),
    (httpx2.Response(200, json=["t"]), "returned 200", None),
    (httpx2.Response(200, text="<html>"), "returned 200", None),
    (httpx2.Response(200, content=b"[" * 100_000), "returned 200", None),
    (httpx2.Response(302, headers={"Location": "https://evil.example.com"}), "returned 302", None),
    (httpx2.Response(400, json={"error": {"message": "m"}}), "returned 400", None),
    (
        httpx2.Response(200, json={"access_token": "t", "token_type": "mac"}),
        "token type is not Bearer",
        None,
    ),
]


@pytest.mark.parametrize(("answer", "message", "error"), BAD)
def test_no_token_is_an_error(
    answer: httpx2.Response, message: str, error: str | None, opened: Open
) -> None:
    world = World()
    world.plan = [answer]
    send = opened(world, machine())
    with pytest.raises(CredentialsError) as caught:
        send(get())
    assert message in str(caught.value) and str(caught.value).startswith(TOKEN_URL)
    assert caught.value.error == error
    assert world.called == [] and len(world.asked) == 1
    assert send(get()) == 1  # The next call asks again.


def test_what_the_server_repeats_is_hidden(opened: Open) -> None:
    world = World()
    description = "s3cr3t-of-mine is wrong\n" + "x" * 2000
    world.plan = [httpx2.Response(400, json={"error": "no", "error_description": description})]
    with pytest.raises(CredentialsError) as caught:
        opened(world, machine())(get())
    assert caught.value.error_description is not None
    assert caught.value.error_description.startswith("*** is wrong xxx")
    assert "s3cr3t" not in str(caught.value) and len(str(caught.value)) < 700


@pytest.mark.parametrize(
    "url",
    [
        "http://login.example.com/token",
        "http://127.example.com/token",
        "http://localhost.example.com/token",
        "https://user:pass@login.example.com/token",
        "ftp://login.example.com/token",
        "https://login.example.com:port/token",
        "https://[::1/token",
    ],
)
def test_where_no_secret_is_sent(url: str, opened: Open) -> None:
    world = World()
    with pytest.raises(CredentialsError, match="must be an https URL"):
        opened(world, machine(token_url=url))(get())
    assert world.asked == []


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://test/token?key=s3cr3t", "http://test/token"),
        ("https://u:s3cr3t@login.example.com/token", "https://***@login.example.com/token"),
        ("http://u:/s3cr3t?s3cr3t@login.example.com/", "http://***@login.example.com/"),
        ("https://u:s3cr3t@login.example.com:port/", "https://***@login.example.com:port/"),
    ],
)
def test_the_url_to_which_no_secret_is_sent_is_named(url: str, shown: str, opened: Open) -> None:
    with pytest.raises(CredentialsError) as caught:
        opened(World(), machine(token_url=url))(get())
    message = str(caught.value)
    assert f"is {shown!r}; it must be an https URL (http is accepted for loopback" in message
    assert message.endswith("without a user name in it")
    assert "s3cr3t" not in message


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:81", "[::1]", "auth.localhost"])
def test_loopback_needs_no_tls(host: str, opened: Open) -> None:
    world = World()
    assert opened(world, machine(token_url=f"http://{host}/token"))(get()) == 1


@pytest.mark.parametrize(
    ("token_url", "base_url", "endpoint"),
    [
        ("token", "https://api.example.com/v1", "https://api.example.com/v1/token"),
        ("/token", "https://api.example.com/v1/", "https://api.example.com/token"),
        ("../token", "https://api.example.com/a/b?c=d", "https://api.example.com/a/token"),
        ("//login.example.com/token", "https://api.example.com", TOKEN_URL),
    ],
)
def test_relative_urls_lie_below_the_base_url(
    token_url: str, base_url: str, endpoint: str, opened: Open
) -> None:
    world = World()
    opened(world, machine(), api(OAuth2(token_url=token_url)), base_url=base_url)(get())
    assert [str(asked.url) for asked in world.asked] == [endpoint]


DISCOVERY = "https://login.example.com/tenant/.well-known/openid-configuration"


def metadata(**members: Any) -> httpx2.Response:
    issuer = {"issuer": "https://login.example.com/tenant", "token_endpoint": TOKEN_URL}
    return httpx2.Response(200, json=issuer | members)


@pytest.mark.parametrize("scheme", [OpenIdConnect(DISCOVERY), OAuth2(metadata_url=DISCOVERY)])
def test_the_token_endpoint_is_discovered_once(scheme: Any, opened: Open, clock: Clock) -> None:
    world = World()
    world.plan = [metadata()]
    send = opened(world, machine(), api(scheme))
    send(get())
    clock.now += 3600
    send(get())
    assert [str(asked.url) for asked in world.asked] == [DISCOVERY, TOKEN_URL, TOKEN_URL]
    assert world.asked[0].method == "GET" and "authorization" not in world.asked[0].headers


def test_a_token_endpoint_elsewhere_is_the_issuers_choice(opened: Open) -> None:
    world = World()
    world.plan = [metadata(token_endpoint="https://tokens.example.org/token")]
    opened(world, machine(), api(OpenIdConnect(DISCOVERY)))(get())
    assert world.asked[1].url.host == "tokens.example.org"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (metadata(issuer="https://evil.example.com/tenant"), "another origin"),
        (metadata(issuer="http://login.example.com/tenant"), "another origin"),
        (metadata(issuer=None), "another origin"),
        (metadata(token_endpoint=None), "without a token endpoint"),
        (metadata(token_endpoint="http://login.example.com/token"), "must be an https URL"),
        (metadata(token_endpoint="/token"), "must be an https URL"),
        (httpx2.Response(404), "returned 404"),
        (httpx2.Response(200, text="no"), "without a token endpoint"),
    ],
)
def test_bad_metadata(answer: httpx2.Response, message: str, opened: Open) -> None:
    world = World()
    world.plan = [answer]
    with pytest.raises(CredentialsError, match=message):
        opened(world, machine(), api(OpenIdConnect(DISCOVERY)))(get())
    assert len(world.asked) == 1


@pytest.mark.parametrize("scheme", [OpenIdConnect(None), OAuth2(), OAuth2(refresh_url=TOKEN_URL)])
def test_without_an_endpoint(scheme: Any, opened: Open) -> None:
    world = World()
    with pytest.raises(CredentialsError, match="pass a token_url to the ClientCredentials"):
        opened(world, machine(), api(scheme))(get())
    assert opened(world, machine(token_url=TOKEN_URL), api(scheme))(get()) == 1


RESET = httpx2.ReadError("reset")
REFUSED = httpx2.ConnectError("refused")
BUSY = httpx2.Response(503)
BUSY_FOR_AN_HOUR = httpx2.Response(503, headers={"Retry-After": "3600"})


@pytest.mark.parametrize(
    ("grant", "plan", "asked"),
    [
        (machine(), [RESET, BUSY], 3),
        (machine(), [httpx2.Response(502), REFUSED], 3),
        (RefreshToken("r0"), [REFUSED, BUSY], 3),
        (RefreshToken("r0"), [httpx2.Response(429), httpx2.ConnectTimeout("")], 3),
    ],
)
def test_token_requests_are_repeated(grant: Any, plan: Any, asked: int, opened: Open) -> None:
    world = World()
    world.plan = [*plan]
    assert opened(world, grant)(get()) == 1 and len(world.asked) == asked


@pytest.mark.parametrize(
    ("grant", "plan", "kind", "message"),
    [
        (
            machine(),
            [RESET] * 3,
            TransportError,
            f"POST {TOKEN_URL} received no response: ReadError",
        ),
        (machine(), [httpx2.ReadTimeout("")] * 3, TimeoutError, "ReadTimeout"),
        (machine(), [httpx2.UnsupportedProtocol("")], TransportError, "UnsupportedProtocol"),
        (machine(), [BUSY] * 3, CredentialsError, "returned 503"),
        (machine(), [BUSY_FOR_AN_HOUR], CredentialsError, "returned 503"),
        (RefreshToken("r0"), [RESET], TransportError, "again received no response: ReadError"),
        (RefreshToken("r0"), [httpx2.Response(502)], CredentialsError, "returned 502"),
    ],
)
def test_token_requests_fail(
    grant: Any, plan: list[Any], kind: Any, message: str, opened: Open
) -> None:
    """What may have used up a refresh token is not sent again."""
    world = World()
    world.plan = [*plan]
    with pytest.raises(kind, match=message):
        opened(world, grant)(get())
    assert len(world.asked) == len(plan) and world.called == []


def test_a_deadline_covers_the_token(opened: Open) -> None:
    world = World()
    world.plan = [httpx2.Response(503, headers={"Retry-After": "30"})]
    with pytest.raises(TimeoutError, match="deadline passed without a token for login"):
        opened(world, machine())(get(), deadline=5)
    assert len(world.asked) == 1
    assert world.asked[0].extensions["timeout"]["read"] <= 5


def test_the_environment(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    with pytest.raises(CredentialsError) as caught:
        opened(world, None)(get())
    assert str(caught.value) == (
        "GET /x needs credentials: "
        "token (or MY_TOKEN, or MY_CLIENT_ID and MY_CLIENT_SECRET in the environment); "
        "pass auth=False if the server accepts calls without credentials"
    )
    monkeypatch.setenv("MY_CLIENT_ID", "me")
    with pytest.raises(CredentialsError, match="needs credentials"):
        opened(world, None)(get())
    monkeypatch.setenv("MY_CLIENT_SECRET", "own")
    opened(world, None)(get())
    assert world.asked[0].headers["authorization"] == "Basic bWU6b3du"
    monkeypatch.setenv("MY_TOKEN", "t1")
    opened(world, None)(get())
    assert len(world.asked) == 1


def test_a_grant_is_not_an_api_key() -> None:
    with pytest.raises(ValueError, match="key does not accept ClientCredentials"):
        SyncClient(api(), credentials={"key": machine()})


def test_a_token_that_cannot_be_sent(opened: Open) -> None:
    world = World(access_token="t\r\nX-Evil: 1")
    with pytest.raises(CredentialsError, match="control characters"):
        opened(world, machine())(get())
    assert world.called == []


def test_an_endless_response_is_limited(opened: Open) -> None:
    class Endless(httpx2.SyncByteStream, httpx2.AsyncByteStream):
        sent = 0

        def __iter__(self) -> Iterator[bytes]:
            while True:
                self.sent += 1 << 16
                yield b" " * (1 << 16)

        async def __aiter__(self) -> Any:
            for chunk in self:
                yield chunk

    stream = Endless()
    world = World()
    world.plan = [httpx2.Response(200, stream=stream)]
    with pytest.raises(CredentialsError, match="returned 200"):
        opened(world, machine())(get())
    assert stream.sent <= 2 << 20


def user(**options: Any) -> PasswordCredentials:
    return PasswordCredentials("ann", "s3cr3t", **options)


@pytest.mark.parametrize(
    ("options", "form", "basic"),
    [
        ({}, {}, False),
        ({"scopes": ["a", "b"], "extra": {"x": "y"}}, {"scope": "a b", "x": "y"}, False),
        ({"client_id": "app"}, {"client_id": "app"}, False),
        ({"client_id": "app", "client_secret": "own"}, {}, True),
        (
            {"client_id": "app", "client_secret": "own", "in_body": True},
            {"client_id": "app", "client_secret": "own"},
            False,
        ),
    ],
)
def test_a_password_gets_a_token(options: Any, form: Any, basic: bool, opened: Open) -> None:
    world = World()
    send = opened(world, user(**options))
    assert (send(get()), send(get())) == (1, 2)
    assert world.forms == [
        {"grant_type": "password", "username": "ann", "password": "s3cr3t", **form}
    ]
    assert ("authorization" in world.asked[0].headers) is basic
    assert world.bearers == ["Bearer t1", "Bearer t1"]


@pytest.mark.parametrize(
    ("scheme", "token_url", "first", "then"),
    [
        (OAuth2(token_url="token"), None, "/v1/token", "/v1/token"),
        (OAuth2(token_url="m", password_url="u"), None, "/v1/u", "/v1/m"),
        (OAuth2(token_url="m", password_url="u", refresh_url="r"), None, "/v1/u", "/v1/r"),
        (OAuth2(token_url="m", refresh_url="r"), f"{TOKEN_URL}s", "/tokens", "/tokens"),
    ],
)
def test_a_password_is_followed_by_refresh_tokens(
    scheme: OAuth2, token_url: str | None, first: str, then: str, opened: Open, clock: Clock
) -> None:
    world = World(refresh_token="r1")
    asked: list[tuple[str, dict[str, str]]] = []

    def serve(request: httpx2.Request) -> httpx2.Response:
        if request.method == "POST":
            asked.append((request.url.path, dict(parse_qsl(request.content.decode()))))
            number = len(asked)
            answer = {"access_token": f"t{number}", "refresh_token": f"r{number}"}
            return httpx2.Response(200, json=answer | {"expires_in": 600})
        return world(request)

    world.strict = False
    send = opened(serve, user(token_url=token_url), api(scheme))
    for _ in range(3):
        send(get())
        clock.now += 700
    assert asked == [
        (first, {"grant_type": "password", "username": "ann", "password": "s3cr3t"}),
        (then, {"grant_type": "refresh_token", "refresh_token": "r1"}),
        (then, {"grant_type": "refresh_token", "refresh_token": "r2"}),
    ]


def test_a_refresh_token_that_has_ended_is_followed_by_the_password(
    opened: Open, clock: Clock
) -> None:
    world = World(refresh_token="r1")
    send = opened(world, user())
    send(get())
    clock.now += 4000
    world.plan = [httpx2.Response(400, json={"error": "invalid_grant"})]
    assert send(get()) == 2
    kinds = [form["grant_type"] for form in world.forms]
    assert kinds == ["password", "refresh_token", "password"]


def test_a_password_that_is_wrong(opened: Open) -> None:
    world = World()
    world.plan = [httpx2.Response(401, json={"error": "invalid_grant"})] * 2
    with pytest.raises(CredentialsError, match="invalid_grant") as caught:
        opened(world, user())(get())
    assert "s3cr3t" not in str(caught.value)


def test_a_token_of_a_password_that_the_api_refuses_is_renewed(opened: Open) -> None:
    world = World()
    send = opened(world, user())
    send(get())
    world.revoked = True
    send(get())
    assert [form["grant_type"] for form in world.forms] == ["password", "password"]


def test_without_credentials_no_token_is_fetched(opened: Open) -> None:
    world = World()
    world.strict = False
    opened(world, user(), auth=False)(get())
    assert (world.asked, len(world.called)) == ([], 1)
