"""A run sees its inputs and nothing else: no network, no clock, no home, no place."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

GUARD = """
import datetime, os, sys, time

home, moment = os.environ["HOME"], float(os.environ["MOMENT"])

def refuse(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ssl.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork")):
        raise AssertionError(f"reaches out: {event} {arguments}")
    for argument in arguments[:2]:
        if isinstance(argument, (str, bytes)) and os.fsdecode(argument).startswith(home):
            raise AssertionError(f"at home: {event} {argument}")

class Elsewhen(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(moment, tz)
    utcnow = today = now

class Someday(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(moment)

time.time, time.time_ns = (lambda: moment), (lambda: int(moment * 1e9))
datetime.datetime, datetime.date = Elsewhen, Someday
sys.addaudithook(refuse)
"""


@dataclass(frozen=True)
class World:
    """All that a run must not notice."""

    folder: str
    below: str
    zone: str
    moment: str
    user: str


WORLDS = (
    World("a", "", "Pacific/Apia", "0", "ann"),
    World("somewhere else/b", "specs", "Asia/Kathmandu", "4102444800", "bob"),
)


def setup(world: World, tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """The example project in a world, and the environment of its commands."""
    project = tmp_path / world.folder
    ignored = shutil.ignore_patterns("build", "_vendor", "dist")
    shutil.copytree(ROOT / "examples", project, ignore=ignored)
    shutil.copy(ROOT / "specs/tracecat.yaml", project / "specs")
    shutil.copy(ROOT / "specs/tracecat.overlay.yaml", project / "specs")
    with (project / "pyproject.toml").open("a") as file:
        file.write(
            '[tool.restamp.clients.tracecat]\nspec = "specs/tracecat.yaml"\n'
            'overlays = ["specs/tracecat.overlay.yaml"]\noutput = "src/tracecat"\n'
        )
    home, guard = tmp_path / f"home of {world.user}", tmp_path / f"guard-{world.user}"
    home.mkdir()
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{guard}{os.pathsep}{ROOT / 'generator'}",
        "PYTHONNOUSERSITE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(home),
        "USER": world.user,
        "LOGNAME": world.user,
        "HOSTNAME": f"host-of-{world.user}",
        "TZ": world.zone,
        "MOMENT": world.moment,
    }
    return project, environment


def run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def written(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in (project / "src").rglob("*")
        if path.is_file()
    }


GENERATE = [sys.executable, "-m", "restamp", "generate", "--no-cache"]
"""The user's cache is the one place outside the project that a run may use; it is no input."""


def test_nothing_around_it_changes_or_enters_a_byte(tmp_path: Path) -> None:
    packages: list[dict[str, bytes]] = []
    for world in WORLDS:
        project, environment = setup(world, tmp_path)
        assert "tracecat: " in run(GENERATE, project / world.below, environment)
        packages.append(written(project))
        assert not list(Path(environment["HOME"]).iterdir())
    one, other = packages
    assert one == other
    places = [str(tmp_path), str(ROOT), sys.prefix, *(world.user for world in WORLDS)]
    anywhere = re.compile(rb"\b(?:" + b"|".join(re.escape(p.encode()) for p in places) + rb")\b")
    assert [path for path, content in one.items() if anywhere.search(content)] == []


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 1)",
        "import pathlib; (pathlib.Path.home() / 'x').write_text('x')",
        "import subprocess; subprocess.run(['true'])",
    ],
)
def test_the_guard_sees(tmp_path: Path, code: str) -> None:
    project, environment = setup(WORLDS[0], tmp_path)
    with pytest.raises(AssertionError, match=r"reaches out|at home"):
        run([sys.executable, "-c", code], project, environment)


def test_what_the_system_sees(tmp_path: Path) -> None:
    """The same of every system call: also of those that Python is not told of."""
    strace = shutil.which("strace")
    if strace is None or subprocess.run([strace, "true"], capture_output=True).returncode:
        pytest.skip("strace does not run here")
    project, environment = setup(WORLDS[0], tmp_path)
    calls = "trace=network,open,openat,execve,fork,vfork"
    log = tmp_path / "log"
    run([strace, "-f", "-qq", "-e", calls, "-o", str(log), *GENERATE, "pets"], project, environment)
    seen = log.read_text()
    assert f'"{project}/specs/schemas.yaml"' in seen
    assert not re.findall(r"\b(?:socket|connect|sendto|fork|vfork)\(.*", seen)
    assert seen.count("execve(") == 1
    assert environment["HOME"] not in seen
