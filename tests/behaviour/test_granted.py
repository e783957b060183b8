"""A package generated from the case `oauth2`: its arguments, its environment, and client certificates."""

from __future__ import annotations

import asyncio
import pickle
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

import httpx2
import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

CASE = Path(__file__).parents[1] / "cases" / "oauth2"
NAME = "granted"


@pytest.fixture(scope="module")
def granted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("generated")
    write(generate(client_of(CASE, f"out/{NAME}")).files, folder / NAME)
    sys.path.insert(0, str(folder))
    try:
        yield import_module(NAME)
    finally:
        sys.path.remove(str(folder))
        for module in [m for m in sys.modules if m == NAME or m.startswith(f"{NAME}.")]:
            del sys.modules[module]


def test_the_readme_says_where_credentials_come_from(granted: Any) -> None:
    text = (Path(granted.__file__).parent / "README.md").read_text()
    fetched = "access token, or `ClientCredentials(...)`, or `RefreshToken(...)`"
    for row in (
        "| `api_key` | `GRANTED_API_KEY` | API key |",
        f"| `discovered` | `GRANTED_DISCOVERED` | {fetched} |",
        f"| `machines` | `GRANTED_MACHINES` | {fetched} |",
        "| `machines` | `GRANTED_MACHINES_CLIENT_ID`, `GRANTED_MACHINES_CLIENT_SECRET` | `ClientCredentials` |",
        "| `http_client` | | client certificate: `httpx2.Client(verify=ssl_context)` |",
    ):
        assert f"\n{row}\n" in text


class World:
    def __init__(self) -> None:
        self.seen: list[tuple[str, str, str | None]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        bearer = request.headers.get("authorization")
        self.seen.append((request.method, str(request.url), bearer))
        if request.url.path.endswith("/.well-known/openid-configuration"):
            endpoint = "https://login.example.com/token"
            about = {"issuer": "https://login.example.com", "token_endpoint": endpoint}
            return httpx2.Response(200, json=about)
        if request.url.path.endswith("/token"):
            return httpx2.Response(200, json={"access_token": "t"})
        return httpx2.Response(204)


def test_grants_are_names_of_the_package(granted: Any) -> None:
    for name in ("ClientCredentials", "RefreshToken"):
        assert name in dir(granted) and name in granted.__all__
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(granted.ClientCredentials("me", "own"))


def test_nothing_heavy_is_imported_for_them(granted: Any) -> None:
    code = f"import sys; from {NAME} import ClientCredentials; print({{'httpx2', 'pydantic'}} & {{*sys.modules}})"
    folder = Path(granted.__file__).parents[1]
    ran = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    assert ran.stdout == "set()\n"


def test_tokens_by_argument_and_by_environment(
    granted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World()
    credentials = {"machines": granted.ClientCredentials("me", "own"), "discovered": "fixed"}
    with granted.Client(transport=httpx2.MockTransport(world), **credentials) as client:
        client.x.usual()
        client.x.told()
    assert world.seen == [
        ("POST", "https://api.example.com/v1/token", "Basic bWU6b3du"),
        ("GET", "https://api.example.com/v1/a", "Bearer t"),
        ("PUT", "https://api.example.com/v1/a", "Bearer fixed"),
    ]
    world.seen.clear()
    monkeypatch.setenv("GRANTED_PEOPLE_CLIENT_ID", "me")
    monkeypatch.setenv("GRANTED_PEOPLE_CLIENT_SECRET", "own")
    with granted.Client(transport=httpx2.MockTransport(world), api_key="k") as client:
        client.x.both()
    assert world.seen == [
        ("POST", "https://machines.example.com/token", "Basic bWU6b3du"),
        ("POST", "https://api.example.com/v1/a", "Bearer t"),
    ]


def test_discovery(granted: Any) -> None:
    world = World()

    async def main() -> None:
        grant = granted.RefreshToken("r", client_id="me")
        transport = httpx2.MockTransport(world)
        async with granted.AsyncClient(discovered=grant, transport=transport) as client:
            await client.x.told()

    asyncio.run(main())
    assert [(method, url) for method, url, _ in world.seen] == [
        ("GET", "https://login.example.com/.well-known/openid-configuration"),
        ("POST", "https://login.example.com/token"),
        ("PUT", "https://api.example.com/v1/a"),
    ]


class Quiet(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_DELETE(self) -> None:
        self.server.seen.append(self.connection.getpeercert()["subject"])  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Secured(HTTPServer):
    """Asks every client for a certificate."""

    seen: list[Any]

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), Quiet)
        self.seen = []
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


def certificate(folder: Path, name: str) -> tuple[str, str]:
    """A self-signed certificate and its key."""
    cert, key = str(folder / f"{name}.pem"), str(folder / f"{name}.key")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", f"/CN={name}"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-out", cert, "-keyout", key),
        ],
        check=True,
        capture_output=True,
    )
    return cert, key


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Secured, ssl.SSLContext]]:
    """The server, and the context of a client with a certificate that it knows."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make certificates with")
    folder = tmp_path_factory.mktemp("certificates")
    mine, theirs = certificate(folder, "caller"), certificate(folder, "server")
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(*theirs)
    server_side.load_verify_locations(mine[0])
    server_side.verify_mode = ssl.CERT_REQUIRED
    client_side = ssl.create_default_context(cafile=theirs[0])
    client_side.load_cert_chain(*mine)
    with Secured(server_side) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server, client_side
        finally:
            server.shutdown()
            thread.join(60)


def test_a_client_certificate(granted: Any, secured: tuple[Secured, ssl.SSLContext]) -> None:
    server, context = secured
    url = f"https://127.0.0.1:{server.server_address[1]}/v1"
    with httpx2.Client(verify=context) as http:
        granted.Client(base_url=url, http_client=http).x.certified()

    async def main() -> None:
        async with httpx2.AsyncClient(verify=context) as http:
            await granted.AsyncClient(base_url=url, http_client=http).x.certified()

    asyncio.run(main())
    assert server.seen == [((("commonName", "caller"),),)] * 2


def test_without_a_client_certificate(
    granted: Any, secured: tuple[Secured, ssl.SSLContext]
) -> None:
    server, context = secured
    before = len(server.seen)
    anonymous = ssl.create_default_context()
    anonymous.load_verify_locations(cadata="".join(pem(context)))
    url = f"https://127.0.0.1:{server.server_address[1]}/v1"
    with httpx2.Client(verify=anonymous) as http:
        client = granted.Client(base_url=url, http_client=http, max_retries=0)
        with pytest.raises(granted.TransportError) as caught:
            client.x.certified()
    assert "VERIFY_FAILED" not in str(caught.value)  # It is not the client that refuses.
    assert len(server.seen) == before


def pem(context: ssl.SSLContext) -> Iterator[str]:
    """What a context trusts."""
    for der in context.get_ca_certs(binary_form=True):
        yield ssl.DER_cert_to_PEM_cert(der)


WRONG: dict[str, dict[str, Any]] = {
    "deadline": {"deadline": 0},
    "base_url": {"base_url": "https://me:s3cret@example.com"},
    "both": {"transport": httpx2.MockTransport(lambda _: httpx2.Response(204)), "http_client": 1},
}


@pytest.mark.parametrize("client", ["Client", "AsyncClient"])
@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_refused_client_shows_no_credential(
    granted: Any, client: str, wrong: dict[str, Any]
) -> None:
    """What error reporters send: the local variables of every frame that is not the caller's."""
    names = [name for names in granted.client.API.arguments.values() for name in names]
    with pytest.raises(ValueError) as caught:
        headers = {"Authorization": "s3cret"}
        getattr(granted, client)(**dict.fromkeys(names, "s3cret"), headers=headers, **wrong)
    error: BaseException | None = caught.value
    while error is not None:
        trace = error.__traceback__
        while trace is not None:
            frame = trace.tb_frame
            if frame.f_code.co_filename != __file__:
                assert "s3cret" not in repr(frame.f_locals), frame.f_code.co_qualname
            trace = trace.tb_next
        error = error.__cause__ or error.__context__
