"""How long `restamp check` takes with nothing to do: `python tests/benchmarks/check.py DOCUMENT [RUNS]`.

The package is generated once; then checks and `python -c pass` take turns, each in a process of its own.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def seconds(command: list[str], folder: Path) -> float:
    """How long a process takes, from start to end."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def measured(document: Path, runs: int, folder: Path) -> tuple[list[float], list[float]]:
    """The times of `restamp check`, and of a Python that does nothing."""
    flags = ["--spec", str(document), "--output", "client", "--quiet"]
    restamp = [sys.executable, "-m", "restamp"]
    subprocess.run([*restamp, "generate", *flags], cwd=folder, check=True)
    checks: list[float] = []
    passes: list[float] = []
    for _ in range(runs):
        checks.append(seconds([*restamp, "check", *flags], folder))
        passes.append(seconds([sys.executable, "-c", "pass"], folder))
    return checks, passes


def main(document: str, runs: int = 20) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        checks, passes = measured(Path(document).resolve(), runs, Path(folder))
    for name, times in (("restamp check", checks), ("python -c pass", passes)):
        shown = [f"{1000 * f(times):6.1f} ms" for f in (min, statistics.median, max)]
        print(f"{name:15} least {shown[0]}   median {shown[1]}   most {shown[2]}")
    print(f"beyond starting Python: {1000 * (min(checks) - min(passes)):.1f} ms")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
