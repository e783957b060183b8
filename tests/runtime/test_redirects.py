"""Redirects are followed as browsers do, and credentials stay at home."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest
from restamp_runtime.api import Api, ApiKey, Basic
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.errors import TransportError
from restamp_runtime.request import Request

HOME = "https://api.example.com"
API = Api(
    name="x",
    base_url=HOME + "/v1",
    schemes={
        "Head": ApiKey("header", "BLINK-API-KEY"),
        "Query": ApiKey("query", "key"),
        "Cookie": ApiKey("cookie", "session"),
        "User": Basic(),
    },
    security=(("Head", "Query", "Cookie", "User"),),
)
SECRETS: Any = {
    "Head": "s3cret-head",
    "Query": "s3cret-query",
    "Cookie": "s3cret-cookie",
    "User": ("me", "s3cret-user"),
}


class Site:
    """Redirects the first request, and answers the others."""

    def __init__(self, location: str, status: int = 302, cookie: str | None = None) -> None:
        self.headers = {"Location": location}
        if cookie:
            self.headers["Set-Cookie"] = cookie
        self.status = status
        self.seen: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.seen.append(request)
        if len(self.seen) == 1:
            return httpx2.Response(self.status, headers=self.headers)
        return httpx2.Response(200, json="arrived")


def go(drive: Any, site: Any, method: str = "GET", **options: Any) -> httpx2.Request:
    request = Request(
        method,
        "/x",
        str,
        query={"q": 1},
        headers={"X-Token": "s3cret-parameter"},
        cookies={"c": "s3cret-own-cookie"},
        **options,
    )
    headers = {"X-Tenant": "s3cret-client"}
    assert drive(API, site, request, credentials=SECRETS, headers=headers) == "arrived"
    return site.seen[-1]


def everything(request: httpx2.Request) -> str:
    return f"{request.url} {request.headers.raw}"


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example.com/y",
        "//evil.example.com/y",
        "http://api.example.com/v1/x",
        "https://api.example.com:444/v1/x",
        "https://api.example.com.evil.example/x",
        "https://evil.example.com/y?key=s3cret-query&keep=1",
        "https://evil.example.com/y?keep=1&key=s3cret%2Dquery",
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nothing_secret_goes_to_another_origin(location: str, status: int, drive: Any) -> None:
    site = Site(location, status, cookie="set=s3cret-by-server; Domain=example.com")
    last = go(drive, site)
    assert "s3cret" in everything(site.seen[0])
    assert "s3cret" not in everything(last) and "authorization" not in last.headers
    assert "cookie" not in last.headers and last.headers["host"] == last.url.netloc.decode()
    assert last.headers["accept"] == "application/json"
    if "keep" in location:
        assert last.url.query == b"keep=1"


@pytest.mark.parametrize(
    "location",
    [
        HOME + "/v2/y",
        "/v2/y",
        "../v2/y",
        "https://api.example.com:443/v2/y",
        "HTTPS://API.example.com/v2/y",
    ],
)
def test_at_home_everything_goes_along(location: str, drive: Any) -> None:
    last = go(drive, Site(location))
    assert last.url.raw_path == b"/v2/y?key=s3cret-query"
    assert last.headers["blink-api-key"] == "s3cret-head"
    assert last.headers["authorization"].startswith("Basic ")
    assert last.headers["cookie"] == "c=s3cret-own-cookie; session=s3cret-cookie"
    assert last.headers["x-token"] == "s3cret-parameter"


def test_a_key_that_the_location_repeats_is_sent_once(drive: Any) -> None:
    last = go(drive, Site("/v1/x/?q=1&key=s3cret-query"))
    assert last.url.raw_path == b"/v1/x/?q=1&key=s3cret-query"


def test_back_home_they_do_not_come_again(drive: Any) -> None:
    def site(request: httpx2.Request) -> httpx2.Response:
        site.seen.append(request)  # type: ignore[attr-defined]
        if request.url.path == "/v1/x":
            return httpx2.Response(302, headers={"Location": "https://evil.example.com/"})
        if request.url.host == "evil.example.com":
            return httpx2.Response(302, headers={"Location": HOME + "/v1/z"})
        return httpx2.Response(200, json="arrived")

    site.seen = []  # type: ignore[attr-defined]
    last = go(drive, site)
    assert last.url.path == "/v1/z" and len(site.seen) == 3  # type: ignore[attr-defined]
    assert "s3cret" not in everything(last)


def test_an_operation_at_another_server_has_its_origin_there(drive: Any) -> None:
    site = Site("https://api.example.com/y")
    last = go(drive, site, base_url="https://uploads.example.com")
    assert site.seen[0].headers["blink-api-key"] == "s3cret-head"
    assert "s3cret" not in everything(last)


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "POST", "GET"),
        (303, "PUT", "GET"),
        (301, "PUT", "PUT"),
        (302, "DELETE", "DELETE"),
        (307, "POST", "POST"),
        (308, "PUT", "PUT"),
        (303, "HEAD", "HEAD"),
        (302, "GET", "GET"),
    ],
)
def test_methods_and_bodies(status: int, method: str, then: str, drive: Any) -> None:
    body = {"a": 1} if method in ("POST", "PUT") else None
    last = go(drive, Site("/y", status), method, body=body)
    assert last.method == then
    keeps_body = body is not None and then == method
    assert last.content == (b'{"a":1}' if keeps_body else b"")
    assert ("content-type" in last.headers) is keeps_body


def test_there_is_a_limit(drive: Any) -> None:
    seen: list[httpx2.Request] = []

    def loop(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(302, headers={"Location": "/v1/x"})

    with pytest.raises(TransportError, match="redirects"):
        drive(API, loop, Request("GET", "/x", str), credentials=SECRETS)
    assert len(seen) == 11


@pytest.mark.parametrize(
    "location", ["https://[::1", "http://a b.example\n/", "file:///etc/x", "ftp://x/"]
)
def test_nonsense_in_the_location(location: str, drive: Any) -> None:
    site = Site(location)
    with pytest.raises(TransportError):
        drive(API, site, Request("GET", "/x", str), credentials=SECRETS, max_retries=3)
    assert len(site.seen) == 1


def test_cookies_that_servers_set_are_not_kept(drive: Any) -> None:
    last = go(drive, Site("/v1/y", cookie="set=by-server; Path=/"))
    assert "by-server" not in last.headers["cookie"]


@pytest.mark.parametrize("sync", [True, False])
def test_a_clients_own_jar_headers_and_auth_stay_at_home(sync: bool) -> None:
    sites = [Site(HOME + "/y"), Site("https://evil.example.com/y")]
    for site in sites:
        options: Any = {
            "transport": httpx2.MockTransport(site),
            "cookies": {"jar": "s3cret-jar"},
            "headers": {"X-Proxy": "s3cret-proxy"},
            "params": {"always": "s3cret-always"},
            "auth": ("someone", "s3cret-auth"),
            "follow_redirects": True,
        }
        request = Request("GET", "/x", str, cookies={"c": "1"}, security=())
        if sync:
            with httpx2.Client(**options) as http:
                assert SyncClient(API, http_client=http).send(request) == "arrived"
        else:

            async def main(options: Any = options, request: Any = request) -> None:
                async with httpx2.AsyncClient(**options) as http:
                    assert await AsyncClient(API, http_client=http).send(request) == "arrived"

            asyncio.run(main())
    for seen in (sites[0].seen[0], sites[0].seen[1], sites[1].seen[0]):
        assert seen.headers["cookie"] == "c=1; jar=s3cret-jar"
        assert seen.headers["x-proxy"] == "s3cret-proxy"
        assert seen.headers["authorization"].startswith("Basic ")
    assert sites[0].seen[0].url.params["always"] == "s3cret-always"
    assert "s3cret" not in everything(sites[1].seen[1])
    assert "authorization" not in sites[1].seen[1].headers
