"""Names of inputs with characters that mean something to make and ninja: followed, or refused."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Restamp = Callable[..., Any]

FOLLOWED = [
    "a b",
    "a$b",
    "a$(touch X)",
    "a#b",
    "a%b",
    "a:b",
    "a\\b",
    "a*b",
    "a\\ b",
    "a\\#b",
    "$$",
    "`id`",
    "é",
    "a&b",
]
REFUSED = ["a=b", "a\tb", "a\nb", "a;b", "a|b"]

DOCUMENT = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths: {}
"""


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("name", FOLLOWED)
def test_make_follows(restamp: Restamp, tmp_path: Path, name: str) -> None:
    spec = tmp_path / f"{name}.yaml"
    spec.write_text(DOCUMENT)
    flags = ["--spec", spec.name, "--output", "pkg", "--depfile", "pkg.d"]
    assert restamp(["generate", *flags], tmp_path).status == 0
    (tmp_path / "Makefile").write_text(
        "all: pkg/restamp.lock\npkg/restamp.lock:\n\t@echo REBUILT\n-include pkg.d\n"
    )

    def run_make() -> str:
        done = subprocess.run(
            ["make", "-s"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr

    lock = tmp_path / "pkg/restamp.lock"
    os.utime(spec, (1e9, 1e9))
    assert run_make() == ""
    os.utime(lock, (5e8, 5e8))
    assert run_make() == "REBUILT\n"
    assert not (tmp_path / "X").exists()


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_rule_can_express(restamp: Restamp, tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.yaml").write_text(DOCUMENT)
    flags = ["--spec", f"{name}.yaml", "--output", "pkg", "--depfile", "pkg.d"]
    ran = restamp(["generate", *flags], tmp_path)
    assert (ran.status, ran.err.count("error[depfile-path]")) == (2, 1)
    assert not (tmp_path / "pkg.d").exists()
