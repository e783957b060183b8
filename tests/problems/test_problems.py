"""Each folder here is an input that something is wrong with, and `expected.txt`, all that stderr says about it.

The command is `generate --spec spec.yaml --output out/client`, with `overlay.yaml` where there is one; another
stands in `command.txt`. With an error nothing may be written.
"""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..updating import Expect

HERE = Path(__file__).parent
PROBLEMS = sorted(
    path.name for path in HERE.iterdir() if path.is_dir() and path.name[0] not in "._"
)


def command(folder: Path) -> list[str]:
    if (folder / "command.txt").exists():
        return shlex.split((folder / "command.txt").read_text())
    (spec,) = folder.glob("spec.*")
    overlay = ["--overlay", "overlay.yaml"] if (folder / "overlay.yaml").exists() else []
    return ["generate", "--spec", spec.name, "--output", "out/client", *overlay]


@pytest.mark.parametrize("name", PROBLEMS)
def test_problem(name: str, restamp: Callable[..., Any], tmp_path: Path, expect: Expect) -> None:
    folder = tmp_path / name
    shutil.copytree(
        HERE / name, folder, ignore=shutil.ignore_patterns("expected.txt", "command.txt")
    )
    before = sorted(tmp_path.rglob("*"))
    ran = restamp(command(HERE / name), folder)
    expect(HERE / name / "expected.txt", ran.err)
    wrong = ": error[" in ran.err or ran.err.startswith("usage: ")
    assert ran.status == (2 if wrong else 0)
    assert (sorted(tmp_path.rglob("*")) == before) is wrong
