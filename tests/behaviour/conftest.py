"""The servers, and the two ways to call them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import blink
import tracecat

from .driver import Awaited, Run, Server
from .servers import blink as played_blink
from .servers import tracecat as played_tracecat
from .servers.blink import Blink
from .servers.loopback import serving
from .servers.tracecat import Tracecat
from .servers.wire import Wire

PACKAGES = ("blink", "tracecat")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No credential and no proxy comes from the machine; the back-off takes no time."""
    for name in (
        *("BLINK_API_KEY", "BLINK_BASE_URL"),
        *("TRACECAT_API_KEY", "TRACECAT_SESSION", "TRACECAT_SERVICE_KEY", "TRACECAT_BASE_URL"),
        *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"),
    ):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    # Nothing here speaks TLS, and reading the machine's certificates takes longer than a test.
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(Path(__file__).parent))
    for package in PACKAGES:
        monkeypatch.setattr(import_module(f"{package}._runtime.retries"), "FIRST_DELAY", 0.01)


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses before further attempts, in seconds, none of which is made."""
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    for package in PACKAGES:
        runtime = f"{package}._runtime"
        monkeypatch.setattr(import_module(f"{runtime}.clients"), "sleep", pauses.append)
        monkeypatch.setattr(import_module(f"{runtime}.retries"), "async_sleep", sleep)
    return pauses


@pytest.fixture(scope="session")
def _blink_wire() -> Iterator[tuple[Wire, str]]:
    wire = Wire(Blink().app())
    with serving(wire) as url:
        yield wire, url + played_blink.BASE


@pytest.fixture(scope="session")
def _tracecat_wire() -> Iterator[tuple[Wire, str]]:
    wire = Wire(Tracecat().app())
    with serving(wire) as url:
        yield wire, url + played_tracecat.BASE


@pytest.fixture
def blink_server(_blink_wire: tuple[Wire, str]) -> Server[Blink]:
    """Blink, with no execution yet."""
    wire, url = _blink_wire
    world = Blink()
    wire.reset(world.app())
    return Server(url, wire, world)


@pytest.fixture
def tracecat_server(_tracecat_wire: tuple[Wire, str]) -> Server[Tracecat]:
    """Tracecat, with no execution yet."""
    wire, url = _tracecat_wire
    world = Tracecat()
    wire.reset(world.app())
    return Server(url, wire, world)


@pytest.fixture(params=["sync", "async"])
def _opener(request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """Opens clients of a package, and closes them after the test."""
    with ExitStack() as stack:
        run: Run | None = None
        if request.param == "async":
            run = stack.enter_context(asyncio.Runner()).run

        def opened(package: ModuleType, **options: Any) -> Any:
            client: Any
            if run is None:
                client = package.Client(**options)
            else:
                client = Awaited(package.AsyncClient(**options), run)
            stack.callback(client.close)
            return client

        yield opened


@pytest.fixture
def open_blink(
    _opener: Callable[..., Any], request: pytest.FixtureRequest
) -> Callable[..., blink.Client]:
    """Opens a client of the played Blink; every option may be replaced."""

    def opened(**options: Any) -> Any:
        if "base_url" not in options:
            options["base_url"] = request.getfixturevalue("blink_server").url
        return _opener(blink, **{"api_key": played_blink.KEY, **options})

    return opened


@pytest.fixture
def open_tracecat(
    _opener: Callable[..., Any], request: pytest.FixtureRequest
) -> Callable[..., tracecat.Client]:
    """Opens a client of the played Tracecat; every option may be replaced."""

    def opened(**options: Any) -> Any:
        if "base_url" not in options:
            options["base_url"] = request.getfixturevalue("tracecat_server").url
        return _opener(tracecat, **{"api_key": played_tracecat.KEY, **options})

    return opened


@pytest.fixture
def blink_client(open_blink: Callable[..., blink.Client]) -> blink.Client:
    """A client as a user has it."""
    return open_blink()


@pytest.fixture
def tracecat_client(open_tracecat: Callable[..., tracecat.Client]) -> tracecat.Client:
    """A client as a user has it."""
    return open_tracecat()


@pytest.fixture
def open_any(
    open_blink: Callable[..., blink.Client], open_tracecat: Callable[..., tracecat.Client]
) -> Callable[..., Any]:
    """Opens a client of a package by the package's name."""

    def opened(package: str, **options: Any) -> Any:
        return (open_blink if package == "blink" else open_tracecat)(**options)

    return opened


@pytest.fixture
def any_server(
    blink_server: Server[Blink], tracecat_server: Server[Tracecat]
) -> Callable[[str], Server[Any]]:
    """The server of a package by the package's name."""
    return lambda package: blink_server if package == "blink" else tracecat_server


@pytest.fixture
def seconds() -> Callable[[], float]:
    """How long the test has taken, once its fixtures were there."""
    started = time.monotonic()
    return lambda: time.monotonic() - started
