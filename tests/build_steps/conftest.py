"""The project in examples/, away from the checkout, and the commands that build it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITTEN = shutil.ignore_patterns("build", "_vendor", "dist")

Run = Callable[..., str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example as somebody would copy it."""
    return Path(shutil.copytree(ROOT / "examples", tmp_path / "project", ignore=WRITTEN))


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder of commands, `restamp` among them: that of this checkout."""
    folder = tmp_path / "tools"
    folder.mkdir()
    script = folder / "restamp"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m restamp "$@"\n')
    script.chmod(0o755)
    return folder


@pytest.fixture
def run(project: Path, tools: Path) -> Run:
    """Runs a command in the project, which must succeed; gives what it printed."""

    def run(*command: str, **environment: str) -> str:
        if shutil.which(command[0]) is None:
            pytest.skip(f"{command[0]} is not installed")
        # The make that may have started these tests is no business of the one that they start.
        own = {name: text for name, text in os.environ.items() if not name.startswith("MAKE")}
        done = subprocess.run(
            command,
            cwd=project,
            env={
                **own,
                "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT / "generator"),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run
