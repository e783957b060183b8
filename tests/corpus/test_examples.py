"""What the examples of other people's documents decode to; `python -m tests.corpus.examples` does all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]


@pytest.mark.skipif(not os.environ.get("RESTAMP_CORPUS"), reason="needs RESTAMP_CORPUS")
def test_examples_of_a_sample_decode_and_encode(tmp_path: Path) -> None:
    out = tmp_path / "outcomes.json"
    command = [sys.executable, "-m", "tests.corpus.examples", "--sample", "--invent"]
    done = subprocess.run(
        [*command, "--failures", "--json", str(out)],
        capture_output=True,
        text=True,
        cwd=TOP,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    counts = Counter[str]()
    for row in json.loads(out.read_text("utf-8")):
        counts.update(row["counts"])
    assert counts["given: allowed"] > 200
    assert counts["property: allowed"] > 300
    assert counts["invented: allowed"] > 1000
