"""Streams and downloads are held bit by bit; tests/benchmarks/streams.py measures larger ones."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "streams.py"


@pytest.mark.parametrize("flavour", ["sync", "async"])
@pytest.mark.parametrize(("what", "count"), [("events", 50_000), ("loop", 64), ("file", 64)])
def test_memory_does_not_grow(what: str, count: int, flavour: str) -> None:
    """Held whole, the bytes would take 64 MB, the events more than 50."""
    run = [sys.executable, str(BENCHMARK), what, str(count), flavour]
    output = subprocess.run(run, check=True, capture_output=True, text=True, timeout=120).stdout
    before, most = map(float, re.findall(r"([\d.]+) MB (?:before|at most)", output))
    assert most - before < 16, output
