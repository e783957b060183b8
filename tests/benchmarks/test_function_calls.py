"""What must not grow: function calls of a cold generation, which are the same on every machine and in every version of Python.

`python -m pytest --update tests/benchmarks/test_function_calls.py` records them anew: after a change that saves calls, or
that is worth what it costs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..updating import accepting, is_updating
from .function_calls import PARTS
from .generate_documents import PUBLISHED

RECORD = Path(__file__).with_suffix(".json")
GROWTH = 1.1
"""Versions of Python and libraries differ by less than a percent."""


def test_a_cold_generation_of_petstore(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    document = Path(os.environ.get("RESTAMP_CORPUS", "")).resolve() / PUBLISHED["petstore"]
    if not document.is_file():
        pytest.skip("RESTAMP_CORPUS does not name a folder of OpenAPI documents")
    flags = ["--quiet", "--no-cache", "--spec", str(document), "--output", str(tmp_path / "client")]
    command = [sys.executable, "-m", "tests.benchmarks.function_calls", "generate", *flags]
    output = subprocess.run(
        command,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": "0"},
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    ).stdout
    counted = json.loads(output)
    assert counted.pop("black") is False, "black is imported; see emit/breaking.py"
    if is_updating(request):
        RECORD.write_text(json.dumps(counted, indent=2) + "\n", "utf-8")
    recorded = json.loads(RECORD.read_text("utf-8"))
    grown = {part: counted[part] / recorded[part] for part in PARTS}
    assert all(ratio <= GROWTH for ratio in grown.values()), f"{grown}\n{accepting(request)}"
