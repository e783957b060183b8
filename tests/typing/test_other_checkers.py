"""ty and pyrefly, without configuration, find nothing in a package; pyright knows every type that one exports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from .checkers import ROOT
from .conftest import FEATURES, stamp

CASES = ("multipart_unions", "narrow_errors", "oauth2", "streams", "union_tags", "webhooks")
"""Between them their packages hold nearly all modules of the runtime."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages of these cases and those of the repository."""
    folder = tmp_path_factory.mktemp("packages").resolve()
    (folder / "pyrefly.toml").touch()
    for name in CASES:
        stamp(FEATURES[name], folder / f"feature_{name}")
    for package in sorted((ROOT / "generated").glob("*/restamp.lock")):
        (folder / package.parent.name).symlink_to(package.parent)
    return folder


def output(folder: Path, command: Sequence[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_ty_finds_nothing(folder: Path) -> None:
    flags = ("--python", sys.executable, "--output-format", "concise", "--error-on-warning")
    assert "All checks passed!" in output(folder, ["ty", "check", *flags, "."])


def test_pyrefly_finds_nothing(folder: Path) -> None:
    flags = ("--python-interpreter-path", sys.executable, "--output-format", "json")
    shown = json.loads(output(folder, ["pyrefly", "check", *flags]))
    assert shown["errors"] == []


def test_pyright_knows_every_type() -> None:
    """Those of httpx2 and pydantic are not counted: some of theirs are not known."""
    flags = ("--ignoreexternal", "--outputjson", "--pythonpath", sys.executable)
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--verifytypes", "blink", *flags],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generated")},
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(done.stdout)["typeCompleteness"]
    unknown = [
        (symbol["name"], [diagnostic["message"] for diagnostic in symbol["diagnostics"]])
        for symbol in report["symbols"]
        if not symbol["isTypeKnown"] or symbol["isTypeAmbiguous"]
    ]
    assert unknown == []
    assert report["exportedSymbolCounts"]["withKnownType"] > 250
    assert report["completenessScore"] == 1
