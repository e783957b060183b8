"""`restamp probe` against a server on loopback."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from restamp.cli import main

from .shops import document, item

Respond = Callable[[str], tuple[int, Any]]


class Server:
    """A server on loopback that records what it is asked."""

    def __init__(self) -> None:
        self.respond: Respond = lambda _path: (404, {"why": "unknown"})
        self.requests: list[tuple[str, str, str | None]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                key = self.headers.get("X-Key")
                outer.requests.append((self.command, self.path, key))
                status, body = outer.respond(self.path)
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            do_HEAD = do_POST = do_DELETE = do_GET

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.http.serve_forever, args=[0.01], daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.http.server_address[1]}/v1"

    def close(self) -> None:
        """Stop serving."""
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    """A running server."""
    running = Server()
    yield running
    running.close()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project with a generated client of more operations than the shop's, with a credential."""
    monkeypatch.chdir(tmp_path)
    tree = document("3.1.0")
    paths = tree["paths"]
    paths["/items/{id}"]["delete"] = {"responses": {"204": {"description": ""}}}
    paths["/items/{item_id}/parts"] = {
        "get": {
            "parameters": [
                {"name": "item_id", "in": "path", "required": True, "schema": {"type": "string"}},
                {"name": "sort", "in": "query", "required": True, "schema": {"enum": ["size"]}},
            ],
            "responses": {"200": {"description": "", "content": {"application/json": {}}}},
        }
    }
    paths["/owners/{owner}"] = {
        "get": {
            "parameters": [{"name": "owner", "in": "path", "required": True, "schema": {}}],
            "responses": {"200": {"description": "", "content": {"application/json": {}}}},
        }
    }
    tree["components"]["securitySchemes"] = {
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"}
    }
    tree["security"] = [{"key": []}]
    (tmp_path / "api.json").write_text(json.dumps(tree))
    (tmp_path / "restamp.toml").write_text(
        '[clients.probed_shop]\nspec = "api.json"\noutput = "probed_shop"\n'
    )
    assert main(["generate", "--quiet"]) == 0
    monkeypatch.setenv("PROBED_SHOP_KEY", "s3cret")
    monkeypatch.setenv("PROBED_SHOP_API_KEY", "s3cret")
    yield tmp_path
    for name in [name for name in sys.modules if name.partition(".")[0] == "probed_shop"]:
        del sys.modules[name]


def honest(path: str) -> tuple[int, Any]:
    if path.startswith("/v1/items?") or path == "/v1/items":
        return 200, {"items": [{**item(), "id": "i7"}]}
    if re.fullmatch(r"/v1/items/i7", path):
        return 200, {**item(), "id": "i7"}
    known = path in ("/v1/items/i7/parts?sort=size", "/v1/owners/ann")
    return (200, None) if known else (404, {"why": "unknown"})


def test_an_honest_server(
    project: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.respond = honest
    command = ["probe", "probed_shop", "--base-url", server.url, "--pause", "0", "--format", "json"]
    assert main(command) == 0
    result = json.loads(capsys.readouterr().out)
    assert [call["status"] for call in result["calls"]] == [200, 200, 200]
    assert result["skipped"] == [{"operation": "GET /owners/{owner}", "unknown": ["owner"]}]
    assert server.requests == [
        ("GET", "/v1/items", "s3cret"),
        ("GET", "/v1/items/i7", "s3cret"),
        ("GET", "/v1/items/i7/parts?sort=size", "s3cret"),
    ]


def test_a_server_that_lies(
    project: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    def lying(path: str) -> tuple[int, Any]:
        status, body = honest(path)
        return (status, {**body, "owner": None}) if path == "/v1/items/i7" else (status, body)

    server.respond = lying
    command = [
        "probe",
        "probed_shop",
        "--base-url",
        server.url,
        "--pause",
        "0",
        "--record",
        "p.har",
    ]
    assert main(command) == 1
    out = capsys.readouterr().out
    assert re.search(r"GET /items/\{id\} +/owner +Owner +null", out)
    assert "3 calls, 3 responses, 1 difference" in out
    assert "s3cret" not in (project / "p.har").read_text()
    assert main(["learn", "probed_shop", "p.har", "--yes", "--quiet"]) == 0
    assert "owner: Owner | None" in (project / "probed_shop/models/item.py").read_text()


def test_values_and_limits(
    project: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.respond = honest
    (project / "values.toml").write_text('owner = "ann"\n["GET /items"]\nlimit = "5"\n')
    command = ["probe", "probed_shop", "--base-url", server.url, "--pause", "0"]
    assert main([*command, "--values", "values.toml"]) == 0
    assert server.requests[0][1] == "/v1/items?limit=5"
    assert "/v1/owners/ann" in [path for _, path, _ in server.requests]
    assert main([*command, "--values", "values.toml", "--calls", "3"]) == 0
    assert "1 more operations were not called" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://api.example.com", "probe-host"),
        ("ftp://localhost", "probe-url"),
        ("shop", "probe-url"),
    ],
)
def test_other_hosts_are_refused(
    project: Path, capsys: pytest.CaptureFixture[str], url: str, code: str
) -> None:
    assert main(["probe", "probed_shop", "--base-url", url]) == 2
    assert code in capsys.readouterr().err


def test_a_server_that_is_down(
    project: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    url = server.url
    server.http.server_close()
    command = ["probe", "probed_shop", "--base-url", url, "--pause", "0", "--calls", "1"]
    assert main(command) == 0
    assert "TransportError" in capsys.readouterr().out
