"""Uploads are not held in memory. `python tests/benchmarks/uploads.py` does the same with 2 GB."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

UPLOADS = Path(__file__).parents[1] / "benchmarks" / "uploads.py"
SIZE = 64


@pytest.mark.parametrize("client", ["sync", "async"])
@pytest.mark.parametrize("kind", ["binary file", "binary generator", "multipart file"])
def test_an_upload_of_64_mb_uses_little_memory(client: str, kind: str) -> None:
    command = [sys.executable, str(UPLOADS), str(SIZE), f"{client} {kind}"]
    line = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    match = re.search(r"([\d.]+) MB in .*, +([\d.]+) MB before, +([\d.]+) MB at most", line)
    assert match is not None
    arrived, before, most = map(float, match.groups())
    assert arrived >= SIZE
    assert most - before < SIZE / 3
    assert most < 100
