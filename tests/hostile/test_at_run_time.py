"""A generated client between two real servers: values cannot change the URL, credentials stay at home."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from restamp.diagnostics.model import Diagnostics
from restamp.output.write import write

from .payloads import PAYLOADS
from .stamping import files_of, stamped

SECRETS = {"head": "s3cret-head", "query": "s3cret-query", "cookie": "s3cret-cookie"}
SCHEMES = {
    name: {"type": "apiKey", "in": "header" if name == "head" else name, "name": f"key-{name}"}
    for name in SECRETS
} | {"user": {"type": "http", "scheme": "basic"}}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "servers": [{"url": "http://127.0.0.1:1/base"}],
    "security": [{name: [] for name in SCHEMES}],
    "paths": {
        "/things/{id}/rest": {
            "get": {
                "operationId": "get",
                "tags": ["things"],
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
                    {"name": "q", "in": "query", "schema": {"type": "string"}},
                    {"name": "X-Own", "in": "header", "schema": {"type": "string"}},
                    {"name": "own", "in": "cookie", "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {
                        "description": "Fine",
                        "content": {"application/json": {"schema": {"type": "string"}}},
                    }
                },
            }
        }
    },
    "components": {"securitySchemes": SCHEMES},
}


class Site(ThreadingHTTPServer):
    """Remembers what it was asked; redirects where it is told to, and else answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []
        """Path with query, and all headers as one text."""
        self.moved: str | None = None
        self.status = 302

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, str(self.headers)))
        target = self.server.moved
        self.send_response(200 if target is None else self.server.status)
        if target is not None:
            self.send_header("Location", target)
        body = b'"arrived"' if target is None else b""
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def site() -> Iterator[Site]:
    with Site() as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("run")
    name = "hostile_client"
    write(files_of(stamped(folder, DOCUMENT)), folder / name, name, None, Diagnostics())
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        for proxy in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            patch.delenv(proxy, raising=False)
        yield importlib.import_module(name)


@pytest.fixture
def home() -> Iterator[Site]:
    with site() as server:
        yield server


@pytest.fixture
def other() -> Iterator[Site]:
    with site() as server:
        yield server


@pytest.fixture
def call(package: Any, home: Site) -> Iterator[Callable[..., Any]]:
    """Calls the one operation with credentials of every kind."""
    arguments = dict(SECRETS) | {"username": "me", "password": "s3cret-user"}
    with ExitStack() as stack:
        client = package.Client(base_url=f"{home.url}/base", **arguments)
        stack.enter_context(client)
        yield client.things.get


@pytest.mark.parametrize("payload", [name for name in PAYLOADS if "surrogate" not in name])
def test_a_path_value_is_one_segment(payload: str, call: Any, home: Site) -> None:
    call(PAYLOADS[payload][:1_000])
    ((url, _),) = home.asked
    path, _, query = url.partition("?")
    assert path.isascii() and path.isprintable() and "#" not in url and "\\" not in path
    assert path.startswith("/base/things/") and path.endswith("/rest")
    assert path.count("/") == 4 and path.split("/")[3] not in (".", "..", "")
    assert query == "key-query=s3cret-query"


@pytest.mark.parametrize("value", ["", ".", "..", "%2e%2e", "a/../b", "a?b=c", "a#b", "a;b", "//x"])
def test_a_path_value_does_not_climb(value: str, call: Any, home: Site) -> None:
    if not value:
        with pytest.raises(ValueError):
            call(value)
        assert home.asked == []
        return
    call(value)
    path = home.asked[0][0].partition("?")[0]
    assert path.count("/") == 4
    assert path.split("/")[3].lower() not in (".", "..")


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\0b", "a\x7f"])
def test_a_header_value_is_one_line(value: str, call: Any, home: Site) -> None:
    with pytest.raises(ValueError):
        call("id", x_own=value)
    assert home.asked == []


@pytest.mark.parametrize("value", ["a; key-cookie=x", "a\r\nX-Evil: 1", 'a"b,c', "a=b; Path=/"])
def test_a_cookie_value_is_one_cookie(value: str, call: Any, home: Site) -> None:
    call("id", own=value)
    (cookie,) = [
        line for line in home.asked[0][1].splitlines() if line.lower().startswith("cookie")
    ]
    assert cookie.count(";") == 1 and "x-evil" not in home.asked[0][1].lower().splitlines()
    assert not any(line.lower().startswith("x-evil") for line in home.asked[0][1].splitlines())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_another_port_is_another_origin(status: int, call: Any, home: Site, other: Site) -> None:
    """A redirect away takes no header, query or cookie along that could be a credential."""
    home.moved, home.status = f"{other.url}/taken?key-query=s3cret-query&kept=1", status
    assert call("id", x_own="s3cret-own", own="s3cret-jar", q="s") == "arrived"
    ((first, headers),), ((url, taken),) = home.asked, other.asked
    for secret in SECRETS.values():
        assert secret in first + headers
    assert "Authorization: Basic" in headers
    assert "s3cret" not in url + taken
    for name in ("authorization", "cookie", "key-head", "x-own"):
        assert name not in taken.lower()


def test_on_the_way_back_they_are_not_sent_either(call: Any, home: Site, other: Site) -> None:
    other.moved = f"{home.url}/base/back"
    home.moved = f"{other.url}/away"
    responses: list[str | None] = [home.moved]
    original = home.asked

    class Once(list[tuple[str, str]]):
        def append(self, item: tuple[str, str]) -> None:
            super().append(item)
            home.moved = responses.pop() if responses else None

    home.asked = Once(original)
    assert call("id") == "arrived"
    assert "s3cret" in "".join(home.asked[0])
    assert "s3cret" not in "".join(other.asked[0]) + "".join(home.asked[1])


def test_on_the_same_origin_they_are_kept(call: Any, home: Site) -> None:
    class Once(list[tuple[str, str]]):
        def append(self, item: tuple[str, str]) -> None:
            super().append(item)
            home.moved = "/base/elsewhere" if len(self) == 1 else None

    home.asked = Once()
    assert call("id") == "arrived"
    assert "s3cret-head" in home.asked[1][1] and "s3cret-query" in home.asked[1][0]


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://127.0.0.1/", "//", "http://[::"])
def test_redirects_to_what_is_not_http(target: str, call: Any, home: Site, package: Any) -> None:
    home.moved = target
    with pytest.raises(package.TransportError) as caught:
        call("id")
    assert "s3cret" not in str(caught.value) + repr(caught.value)
