"""The set-up installs exact versions: tests/constraints.txt names one of everything, for each Python."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FILE = "tests/constraints.txt"
LINES = (ROOT / FILE).read_text("utf-8").splitlines()
PYTHONS = ("3.11", "3.12", "3.13")


def direct() -> list[Requirement]:
    """What pyproject.toml asks for itself, the build and the tests included."""
    tree = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = tree["project"]
    extras = project["optional-dependencies"]
    texts = [*project["dependencies"], *extras["test"], *tree["build-system"]["requires"]]
    listed = [Requirement(text) for text in texts]
    own = [one for one in listed if canonicalize_name(one.name) == project["name"]]
    others = [text for one in own for extra in one.extras for text in extras[extra]]
    return [*(one for one in listed if one not in own), *map(Requirement, others)]


def versions(python: str) -> dict[str, str]:
    """The version of each package that one Python gets on this platform."""
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    pins = [Requirement(line) for line in LINES]
    used = [pin for pin in pins if pin.marker is None or pin.marker.evaluate(environment)]
    by_name = {canonicalize_name(pin.name): str(pin.specifier)[2:] for pin in used}
    assert len(by_name) == len(used), "a package has two versions"
    return by_name


def test_each_line_is_one_exact_version() -> None:
    line = re.compile(r"[a-z0-9][a-z0-9.-]*==[0-9][0-9A-Za-z.]*( ; [^/@#]+)?")
    assert [text for text in LINES if not line.fullmatch(text)] == []


@pytest.mark.parametrize("python", PYTHONS)
def test_what_is_asked_for_has_a_version_that_satisfies_it(python: str) -> None:
    chosen = versions(python)
    for requirement in direct():
        assert requirement.specifier.contains(chosen[canonicalize_name(requirement.name)])


def test_what_that_needs_in_turn_has_a_version() -> None:
    python = ".".join(default_environment()["python_full_version"].split(".")[:2])
    if python not in PYTHONS:
        pytest.skip(f"the file is not made for Python {python}")
    pinned, waiting, done = versions(python), direct(), set[str]()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        for extra in {"", *requirement.extras} if str(requirement) not in done else ():
            needed = map(Requirement, requirements(name))
            waiting += [
                one for one in needed if one.marker is None or one.marker.evaluate({"extra": extra})
            ]
        done.add(str(requirement))
        assert name in pinned, f"{FILE} has no version of {name}: run make constraints"


def requirements(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


@pytest.mark.parametrize("target", ["clients", "test", "lint", "setup"])
def test_the_set_up_uses_them(target: str, tmp_path: Path) -> None:
    (install,) = [line for line in planned(target, tmp_path) if "pip install" in line]
    assert f"PIP_CONSTRAINT='{FILE}' PIP_BUILD_CONSTRAINT='{FILE}'" in install


def test_make_newest_does_not(tmp_path: Path) -> None:
    plan = planned("newest", tmp_path)
    assert [line for line in plan if "pip install" in line]
    assert [line for line in plan if "CONSTRAINT=" in line] == []
    assert plan[-1] == ".venv-newest/bin/python -m pytest -n 2"


def planned(target: str, folder: Path) -> list[str]:
    """The commands that make would run on a fresh clone, whichever make runs this test."""
    ours = ("CONSTRAINTS", "JOBS", "PYTHON", "VENV")
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("MAKE") and key not in ours
    }
    text = subprocess.run(
        ["make", "--dry-run", "--always-make", "--no-print-directory", f"VENV={folder}", target],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return re.sub(r"\\\n\s*", "", text).splitlines()
