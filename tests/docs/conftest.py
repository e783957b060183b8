"""What the tests of pages share: the projects that they start with, and the shop that they call."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ..behaviour.servers.loopback import serving
from .playing import Player, in_process
from .shop import SHOWN, Shop

PROJECTS = Path(__file__).parent / "projects"
TOOLS = Path(sys.executable).parent
Start = Callable[[str], Player]


class Street:
    """One address for the whole run, at which each page has a shop of its own."""

    def __init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Open a new shop."""
        self._app = Shop().app()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on to the shop of the page."""
        await self._app(scope, receive, send)


@pytest.fixture(scope="session")
def street() -> Iterator[tuple[Street, str]]:
    """The street and its address."""
    app = Street()
    with serving(app) as address:
        yield app, address


@pytest.fixture(scope="session")
def generated(
    street: tuple[Street, str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """Generates the clients of a project once, with the address on loopback."""

    @cache
    def project(name: str) -> Path:
        folder = Path(shutil.copytree(PROJECTS / name, tmp_path_factory.mktemp("made") / name))
        for file in folder.rglob("*.*"):
            if file.is_file():
                file.write_text(file.read_text("utf-8").replace(SHOWN, street[1]), "utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            status, printed = in_process(["generate"])
            assert status == 0, printed
        return folder

    return project


@pytest.fixture
def start(
    street: tuple[Street, str],
    generated: Callable[[str], Path],
    mypy_cache: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Start]:
    """Starts a page: a folder, which begins as a project, and a shop."""
    loaded = {*sys.modules}
    folder = tmp_path / "project"
    monkeypatch.setenv("PATH", f"{TOOLS}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("ACME_API_KEY", "key-1")
    monkeypatch.setenv("MYPY_CACHE_DIR", str(mypy_cache))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # A page's pytest starts faster.
    for name in ("PYTHONPATH", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "FORCE_COLOR", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    with ExitStack() as stack:

        def begin(project: str) -> Player:
            app, address = street
            app.open()
            if project:
                shutil.copytree(generated(project), folder)
            folder.mkdir(exist_ok=True)
            monkeypatch.chdir(folder)
            monkeypatch.syspath_prepend(str(folder))
            monkeypatch.syspath_prepend(str(folder / "src"))
            port = free_port()
            hosts = {SHOWN: address}
            hosts |= {"localhost:8000": f"localhost:{port}", "--port 8000": f"--port {port}"}
            return Player(folder, hosts, stack)

        yield begin
    for name in {*sys.modules} - loaded:
        origin = getattr(sys.modules[name], "__file__", None) or ""
        if Path(origin).is_relative_to(folder):
            del sys.modules[name]


def free_port() -> int:
    """A port that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
