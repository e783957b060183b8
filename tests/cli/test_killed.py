"""`restamp generate` and `update`, killed at any moment: all is the old or the new, and the next run finishes.

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
from restamp.output import pending

Restamp = Callable[..., Any]

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork of this process"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def started(folder: Path, command: str = "generate") -> int:
    """A `restamp` in a process of its own, with all imported already."""
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        try:
            os._exit(main([command, "pets", "--quiet"]))
        finally:  # The child never goes on with the tests of its parent.
            os._exit(1)
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


DOCUMENTS = ("pets.yaml", "pet.yaml")


def documents(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in DOCUMENTS]


@pytest.fixture
def sourced(restamp: Restamp, project: Path) -> Path:
    """A client of two files, and both in two versions in the folders `vendor/0` and `vendor/1`."""
    whole = (project / "specs/pets.yaml").read_text()
    main, _, pet = whole.partition("    Pet:\n")
    main += "    Pet: {$ref: pet.yaml}\n"
    for number in range(2):
        vendor = project / f"vendor/{number}"
        vendor.mkdir(parents=True)
        (vendor / "pets.yaml").write_text(main.replace('"1"', f'"{number}"'))
        leaf = "\n".join(line[6:] for line in pet.splitlines())
        (vendor / "pet.yaml").write_text(leaf.replace("name:", f"name_{number}:"))
    point(project, 0)
    for name in DOCUMENTS:
        (project / "specs" / name).write_bytes((project / "vendor/0" / name).read_bytes())
    assert restamp(["generate", "pets"], project).status == 0
    return project


def point(project: Path, number: int) -> None:
    """Let the next version be that one."""
    (project / "pyproject.toml").write_text(
        '[tool.restamp.clients.pets]\nspec = "specs/pets.yaml"\noutput = "out/pets"\n'
        f'source = "vendor/{number}/pets.yaml"\n'
    )


def test_update_killed_at_random_moments(
    restamp: Restamp, sourced: Path, request: pytest.FixtureRequest
) -> None:
    """Two documents, the package and its changelog: one step, whose next run finishes what this one began."""
    kills: int = request.config.getoption("--kills")
    package, specs, changelog = (
        sourced / at for at in ("out/pets", "specs", "out/pets/CHANGELOG.md")
    )
    vendors = [documents(sourced / "vendor/0"), documents(sourced / "vendor/1")]
    packages = [{**tree(package)}]
    point(sourced, 1)
    start = time.perf_counter()
    assert restamp(["update", "pets"], sourced).status == 0
    span = time.perf_counter() - start
    packages.append({name: text for name, text in tree(package).items() if name != changelog.name})
    order, killed, moments = random.Random(kills), 0, set[str]()
    for number in range(kills):
        new = number % 2
        point(sourced, new)
        changelog.unlink()
        child = started(sourced, "update")
        if number % 4 < 2:
            time.sleep(order.random() * span)
        else:  # the moments around the writing, which are few
            until = time.monotonic() + 60
            while not (package.parent / ".pets.restamp").exists() and time.monotonic() < until:
                if os.waitpid(child, os.WNOHANG) != (0, 0):
                    child = 0
                    break
            time.sleep(order.random() * 0.05)
        if child:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            killed += os.waitstatus_to_exitcode(status) == -signal.SIGKILL
        now = tree(package)
        entry = now.pop(changelog.name, None)
        assert now in packages, "half of a package"
        is_new = now == packages[new]
        assert (entry is not None) is is_new, "the changelog belongs to the package"
        contents = documents(specs)
        assert (
            is_new or contents == vendors[1 - new]
        ), "a document of a package that was not written"
        assert all(
            one in pair for one, pair in zip(contents, zip(*vendors, strict=True), strict=True)
        )
        assert sorted(path.name for path in specs.iterdir()) == [*sorted(DOCUMENTS), "zoo.yaml"]
        moments.add(f"{is_new} {contents == vendors[new]}")
        again = restamp(["update", "pets"], sourced)
        assert again.status == 0
        assert documents(specs) == vendors[new]
        after = tree(package)
        assert b"Pets" in after.pop(changelog.name)
        assert after == packages[new]
        assert [path.name for path in package.parent.iterdir()] == ["pets"]
    assert killed > kills // 4
    assert "False False" in moments


@pytest.mark.parametrize("command", ["generate", "check", "update"])
def test_what_waits_is_brought_to_its_place_by_any_command(
    restamp: Restamp, sourced: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed right after the package was written, before its documents were."""
    child = os.fork()
    if child == 0:
        try:
            monkeypatch.setattr(pending, "finish", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
            point(sourced, 1)
            os.chdir(sourced)
            os._exit(main(["update", "pets", "--quiet"]))
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL
    assert documents(sourced / "specs") == documents(sourced / "vendor/0")
    assert b"name_1" in (sourced / "out/pets/models/pet.py").read_bytes()
    ran = restamp([command, "pets"], sourced)
    if command != "check":  # which writes nothing
        assert ran.status == 0
        assert documents(sourced / "specs") == documents(sourced / "vendor/1")
        assert [path.name for path in (sourced / "out").iterdir()] == ["pets"]
    else:
        assert documents(sourced / "specs") == documents(sourced / "vendor/0")


def test_a_list_that_came_with_a_repository_moves_nothing(restamp: Restamp, sourced: Path) -> None:
    staging = sourced / "out/.pets.restamp"
    (staging / "documents").mkdir(parents=True)
    (staging / "documents/0").write_text("theirs")
    (staging / "pending").write_text(
        '{"lock": null, "place": [1, 2], "targets": ["../specs/pets.yaml"]}'
    )
    before = documents(sourced / "specs")
    assert restamp(["generate", "pets"], sourced).status == 0
    assert documents(sourced / "specs") == before
    assert not staging.exists()
