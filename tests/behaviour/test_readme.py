"""The Python of the READMEs runs as it is printed."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from .driver import Server
from .servers import blink as played_blink
from .servers import tracecat as played_tracecat

ROOT = Path(__file__).parents[2]
PACKAGES = {"blink": played_blink.KEY, "tracecat": played_tracecat.KEY}
SERVERS = "tests.behaviour.servers"
MOST_LINES = 10
README = (ROOT / "README.md").read_text(encoding="utf-8")

ARGUMENTS: dict[str, object] = {"workspace_id": UUID(played_tracecat.WORKSPACE)}
"""What a reader would put in place of the names that a README leaves open."""

PLACEHOLDERS = {'"ws_id"': repr(played_blink.WORKSPACE)}
"""What a reader would put in place of the strings that a README shows for arguments."""


def blocks(readme: Path) -> list[str]:
    """The blocks of Python in a README."""
    text = readme.read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def compiled(code: str, name: str) -> Any:
    """The code, with `await` and `async with` allowed outside of functions."""
    return compile(code, name, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def scripts() -> list[str]:
    """What the main README says to paste: all that talks to a server of this folder."""
    return [code for code in blocks(ROOT / "README.md") if SERVERS in code]


def test_every_block_is_python() -> None:
    for readme in (ROOT / "README.md", *sorted((ROOT / "generated").glob("*/README.md"))):
        for number, code in enumerate(blocks(readme), 1):
            compiled(code, f"{readme.relative_to(ROOT)}, block {number}")


@pytest.mark.parametrize("name", PACKAGES)
def test_the_readme_of_a_package_runs_from_top_to_bottom(
    name: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    server: Server[Any] = request.getfixturevalue(f"{name}_server")
    monkeypatch.setenv(f"{name.upper()}_BASE_URL", server.url)
    monkeypatch.setenv(f"{name.upper()}_API_KEY", PACKAGES[name])
    shown = blocks(ROOT / "generated" / name / "README.md")
    assert "with Client() as client:" in shown[0], "a package's README shows a first call"
    assert "Fake()" in shown[-1]
    names = dict(ARGUMENTS)
    for number, code in enumerate(shown[:-1], 1):
        before = len(server.seen)
        for placeholder, value in PLACEHOLDERS.items():
            code = code.replace(placeholder, value)
        if ".wait(" in code:
            continue  # It takes long.
        exec(compiled(code, f"{name}/README.md, block {number}"), names)
        assert len(server.seen) > before, "the block calls the server"
        # The first block closes its client.
        names["client"] = names["Client"]()  # type: ignore[operator]


@pytest.mark.parametrize("name", PACKAGES)
def test_the_fake_of_a_package(name: str) -> None:
    shown = blocks(ROOT / "generated" / name / "README.md")
    names = dict(ARGUMENTS)
    exec(compiled(shown[-1], f"{name}/README.md"), names)
    assert names["result"] is not None and names["call"]


@pytest.mark.parametrize("how", ["as a file", "pasted"])
def test_the_script_of_the_main_readme(how: str, tmp_path: Path) -> None:
    if not scripts():
        pytest.skip(f"README.md has no block of Python yet that uses {SERVERS}")
    environment = {n: v for n, v in os.environ.items() if not re.match("PYTHON|BLINK|TRACECAT", n)}
    asked = {"PYTHONPATH": "generated"} if "PYTHONPATH=generated" in README else {}
    for code in scripts():
        assert len(code.splitlines()) <= MOST_LINES
        # A file read from standard input, or lines that the interactive interpreter is given.
        options = ["-"] if how == "as a file" else ["-i", "-q"]
        ran = subprocess.run(
            [sys.executable, *options],
            input=code if how == "as a file" else code + "\n",
            cwd=ROOT,
            env={**environment, "HOME": str(tmp_path), "PYTHON_BASIC_REPL": "1", **asked},
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert ran.returncode == 0 and "Traceback" not in ran.stderr, ran.stderr
        assert re.search(r"\w", ran.stdout), "the script shows what came back"
