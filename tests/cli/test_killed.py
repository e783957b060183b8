"""`restamp generate`, killed at any moment: the package is the old one or the new one, and the next run repairs.

`pytest tests/cli/test_killed.py --kills 500` kills as many as that.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.cli import main

Restamp = Callable[..., Any]

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork of this process"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def started(folder: Path) -> int:
    """A `restamp generate` in a process of its own, with all imported already."""
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os._exit(main(["generate", "pets", "--quiet"]))
    return child


def test_killed_at_random_moments(
    restamp: Restamp, project: Path, request: pytest.FixtureRequest
) -> None:
    kills: int = request.config.getoption("--kills")
    package, document = project / "out/pets", project / "specs/pets.yaml"
    texts = [document.read_text(), document.read_text().replace("name:", "nick_name:")]
    packages: list[dict[str, bytes]] = []
    for text in texts:
        document.write_text(text)
        start = time.perf_counter()
        assert restamp(["generate", "pets"], project).status == 0
        packages.append(tree(package))
    span = time.perf_counter() - start
    assert packages[0] != packages[1]
    order = random.Random(kills)
    killed = 0
    for number in range(kills):
        document.write_text(texts[number % 2])
        child = started(project)
        time.sleep(order.random() * span)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.waitstatus_to_exitcode(status) == -signal.SIGKILL
        assert tree(package) in packages, "half of one"
        assert restamp(["generate", "pets"], project).status == 0
        assert tree(package) == packages[number % 2]
        assert [path.name for path in package.parent.iterdir()] == ["pets"]
    assert killed > kills // 4
