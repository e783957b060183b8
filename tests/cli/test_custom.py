"""`_custom.py` beside `client.py` is the user's: its clients are the package's, and no run touches it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Restamp = Callable[..., Any]

CUSTOM = '''\
from .client import Client as Generated


class Client(Generated):
    """A client with a call of our own."""

    def name_of(self, id: str) -> str | None:
        return self.pets.get(id).name
'''

USE = """\
from typing import assert_type

from pets import AsyncClient, Client
import pets.client

assert_type(Client().name_of("1"), str | None)
assert_type(AsyncClient(), pets.client.AsyncClient)
"""


@pytest.fixture
def custom(restamp: Restamp, project: Path) -> Path:
    assert restamp(["generate", "pets"], project).status == 0
    (project / "out/pets/_custom.py").write_text(CUSTOM)
    return project


def test_custom_py_is_exported_and_not_overwritten(restamp: Restamp, custom: Path) -> None:
    assert restamp(["check", "pets"], custom).status == 1
    for flags in ([], ["--force"], ["--no-lock"]):
        assert restamp(["generate", "pets", *flags], custom).status == 0
        assert restamp(["check", "pets"], custom).status == 0
        assert (custom / "out/pets/_custom.py").read_text() == CUSTOM
    code = (
        "import sys, pets\n"
        "assert 'pets._custom' not in sys.modules and 'httpx2' not in sys.modules\n"
        "from pets._custom import Client\n"
        "assert pets.Client is Client and pets.AsyncClient.__module__ == 'pets.client'\n"
        "with pets.Client(base_url='http://127.0.0.1') as client:\n"
        "    assert type(client) is type(client.with_options(timeout=2)) is Client\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=custom / "out",
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_without_custom_py_the_generated_clients_are_exported(
    restamp: Restamp, custom: Path
) -> None:
    index = custom / "out/pets/__init__.py"
    before = index.read_text()
    restamp(["generate", "pets"], custom)
    assert "from ._custom import Client as Client" in index.read_text()
    (custom / "out/pets/_custom.py").unlink()
    ran = restamp(["check", "pets"], custom)
    assert ran.status == 1
    assert "out/pets/_custom.py:1:1: warning[custom-missing]: was removed; the package" in ran.err
    restamp(["generate", "pets"], custom)
    assert index.read_text() == before


def test_type_checkers_see_it(restamp: Restamp, custom: Path, mypy_cache: Path) -> None:
    restamp(["generate", "pets"], custom)
    (custom / "out/use.py").write_text(USE)
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(mypy_cache), "use.py"],
        cwd=custom / "out",
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def test_invalid_python(restamp: Restamp, custom: Path) -> None:
    (custom / "out/pets/_custom.py").write_text("x = 1\nclass Client(:\n")
    ran = restamp(["generate", "pets"], custom)
    assert ran.status == 2
    assert "out/pets/_custom.py:2:1: error[custom-invalid]: not valid Python: " in ran.err


@pytest.mark.parametrize(
    ("source", "refused"),
    [
        ("class Client: ...", True),
        ("class Client(object): ...", True),
        ("class Base: ...\nclass Client(Base): ...", True),
        ("from .client import Client as G\nclass Base(G): ...\nclass Client(Base): ...", False),
        ("from . import client\nclass Client(client.Client): ...", False),
        ("from .client import Client", False),
    ],
)
def test_a_class_that_is_not_a_client(
    restamp: Restamp, custom: Path, source: str, refused: bool
) -> None:
    (custom / "out/pets/_custom.py").write_text(source + "\n")
    ran = restamp(["generate", "pets"], custom)
    assert (ran.status, "error[custom-invalid]: Client does not derive" in ran.err) == (
        (2, True) if refused else (0, False)
    )


def test_the_fake_has_it(restamp: Restamp, custom: Path) -> None:
    restamp(["generate", "pets"], custom)
    code = (
        "from pets import AsyncClient, Client\nfrom pets.testing import Fake\n"
        "fake = Fake()\nfake.pets.get.returns({'name': 'Rex'})\n"
        "assert type(fake.client()) is Client and type(fake.async_client()) is AsyncClient\n"
        "assert fake.client().name_of('1') == 'Rex'\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=custom / "out",
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
