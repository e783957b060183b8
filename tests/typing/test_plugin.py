"""pydantic's plugin for mypy finds misspelt keyword arguments of models, too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .checkers import ROOT

SAMPLE = """
from pydantic import Field
from runtime.model import Model, OpenModel
from typing import Annotated

class Pet(Model):
    name: str
    age: Annotated[int | None, Field(alias="ageInYears")] = None

class Loose(OpenModel):
    name: str | None = None

Pet(name="x", age=1)
Loose(more=1)
Pet(nmae="x")
Pet(name="x", agee=1)
Pet(name="x", ageInYears=1)
"""


def test_misspelt_keywords(tmp_path: Path) -> None:
    (tmp_path / "sample.py").write_text(SAMPLE)
    (tmp_path / "mypy.ini").write_text("[mypy]\nstrict = true\nplugins = pydantic.mypy\n")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--cache-dir",
            os.devnull,
            "--config-file",
            "mypy.ini",
            "sample.py",
        ],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT / "templates")},
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in done.stdout.splitlines() if ": error: " in line]
    reported = [(int(line.split(":")[1]), line.split('"')[1]) for line in errors]
    assert reported == [(15, "nmae"), (16, "agee"), (17, "ageInYears")], done.stdout + done.stderr
