"""`testing = false` leaves the fakes out, and removes those that are there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Restamp = Callable[..., Any]


def test_fakes_come_and_go(restamp: Restamp, project: Path) -> None:
    assert restamp(["generate", "pets"], project).status == 0
    package = project / "out/pets"
    assert (package / "testing/__init__.py").exists()
    assert (package / "_runtime/fakes.py").exists()
    configuration = next(
        file for file in project.glob("*.toml") if "clients.pets" in file.read_text()
    )
    before = configuration.read_text("utf-8")
    line = 'output = "out/pets"\n'
    configuration.write_text(before.replace(line, f"{line}testing = false\n"), "utf-8")
    assert restamp(["check", "pets"], project).status == 1
    assert restamp(["generate", "pets"], project).status == 0
    assert not (package / "testing").exists()
    assert not list((package / "_runtime").glob("fakes*"))
    assert restamp(["check", "pets"], project).status == 0
    listed = restamp(["generate", "--list-outputs", "pets"], project).out
    assert "_runtime/model.py" in listed and "testing" not in listed
    configuration.write_text(before, "utf-8")
    assert restamp(["generate", "pets"], project).status == 0
    assert (package / "testing/__init__.py").exists()
