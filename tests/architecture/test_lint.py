"""The quick part of `make lint`, so that it stays green; black and Ruff name the files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "command",
    [
        "black --check generator tests",
        "black --check --line-length 88 templates/runtime",
        "ruff check generator tests templates/runtime",
    ],
)
def test_lint(command: str) -> None:
    assert f"$(BIN)/{command}\n" in (ROOT / "Makefile").read_text("utf-8")
    done = subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"make format repairs most of it:\n{done.stdout}{done.stderr}"
