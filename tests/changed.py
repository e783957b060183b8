"""The tests of `make quick`, one path a line: the fast folders, and the tests of changed modules of the runtime."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FAST = ("tests/architecture", "tests/cases", "tests/problems", "tests/unit")
RUNTIME = "tests/runtime"
MODULE = re.compile(r"templates/runtime/(\w+)\.py\Z")
IMPORT = re.compile(r"^ *from restamp_runtime(?:\.(\w+))? import (.+)$", re.MULTILINE)


def changed_files(since: str) -> set[str]:
    """The files that differ from a commit, and those that Git does not know."""
    paths: set[str] = set()
    for command in (["diff", "--name-only", since], ["ls-files", "--others", "--exclude-standard"]):
        ran = subprocess.run(
            ["git", *command], cwd=ROOT, capture_output=True, text=True, check=True
        )
        paths.update(ran.stdout.splitlines())
    return paths


def quick_tests(changed: Collection[str]) -> list[str]:
    """What `make quick` runs where these files changed."""
    paths: set[str] = set()
    for path in changed:
        if re.match(rf"{RUNTIME}/test_\w+\.py\Z", path) and (ROOT / path).exists():
            paths.add(path)
        elif path.startswith(f"{RUNTIME}/"):
            return [*FAST, RUNTIME]
        elif match := MODULE.match(path):
            paths.update(importing(match[1]))
    return [*FAST, *sorted(paths)]


def untested(changed: Collection[str]) -> list[str]:
    """The changed modules of the runtime that none of its tests imports."""
    modules = [match[1] for path in sorted(changed) if (match := MODULE.match(path))]
    return [module for module in modules if not importing(module)]


def importing(module: str) -> list[str]:
    """The tests of the runtime that import one of its modules."""
    return [
        file.relative_to(ROOT).as_posix()
        for file in sorted((ROOT / RUNTIME).glob("test_*.py"))
        if module in imported(file.read_text("utf-8"))
    ]


def imported(text: str) -> set[str]:
    """The modules of the runtime that a test imports."""
    paths: set[str] = set()
    for module, names in IMPORT.findall(text):
        paths |= {module} if module else set(re.findall(r"\w+", names))
    return paths


if __name__ == "__main__":
    files = changed_files(sys.argv[1] if len(sys.argv) > 1 else "HEAD")
    for name in untested(files):
        print(f"no test in {RUNTIME} imports {name}: run {RUNTIME} as a whole", file=sys.stderr)
    print("\n".join(quick_tests(files)))
