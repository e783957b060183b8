from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Restamp = Callable[..., Any]


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def generated(restamp: Restamp, project: Path) -> Path:
    assert restamp(["generate"], project).status == 0
    return project


def test_nothing_to_say(restamp: Restamp, generated: Path) -> None:
    before = state(generated)
    ran = restamp(["check"], generated)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "pets: out/pets is up to date\nzoo: out/zoo is up to date\n"
    assert restamp(["check", "--quiet"], generated).out == ""
    (generated / "out/pets/mine.py").touch()
    assert restamp(["check"], generated / "specs").status == 0
    assert state(generated).items() >= before.items()


def test_a_change_of_the_document(restamp: Restamp, generated: Path) -> None:
    document = generated / "specs/pets.yaml"
    document.write_text(document.read_text() + "        age: {type: integer}\n")
    before = state(generated)
    ran = restamp(["check"], generated)
    assert ran.status == 1
    assert "--- out/pets/models/pet.py\n+++ out/pets/models/pet.py\n@@ " in ran.out
    assert "\n+    age: int | None = None\n" in ran.out
    assert "\n--- out/pets/restamp.lock\n" in ran.out
    assert ran.out.endswith("zoo: out/zoo is up to date\n")
    assert ran.err.startswith("pets: 3 files differ; `restamp generate` writes")
    assert state(generated) == before


def test_a_new_and_a_stale_file(restamp: Restamp, generated: Path) -> None:
    document = generated / "specs/pets.yaml"
    document.write_text(
        document.read_text().replace("schemas/Pet", "schemas/Cat").replace("    Pet:", "    Cat:")
    )
    ran = restamp(["check", "pets", "--no-lock"], generated)
    assert ran.status == 1
    assert "--- /dev/null\n+++ out/pets/models/cat.py\n" in ran.out
    assert "--- out/pets/models/pet.py\n+++ /dev/null\n" in ran.out


def test_a_change_by_hand(restamp: Restamp, generated: Path) -> None:
    (generated / "out/pets/py.typed").write_text("partial\n")
    (generated / "out/pets/client.py").unlink()
    ran = restamp(["check", "pets"], generated)
    assert ran.status == 1
    assert "--- out/pets/py.typed\n+++ out/pets/py.typed\n@@ -1 +0,0 @@\n-partial\n" in ran.out
    assert "--- /dev/null\n+++ out/pets/client.py\n" in ran.out
    assert "2 files differ, 1 of them edited by hand" in ran.err


def test_a_package_that_is_not_there(restamp: Restamp, project: Path) -> None:
    ran = restamp(["check"], project)
    assert ran.status == 1
    assert not (project / "out").exists()


def test_an_error_says_more_than_a_difference(restamp: Restamp, generated: Path) -> None:
    (generated / "specs/zoo.yaml").unlink()
    (generated / "out/pets/py.typed").write_text("partial\n")
    ran = restamp(["check"], generated)
    assert ran.status == 2
    assert "+++ out/pets/py.typed" in ran.out
    assert "specs/zoo.yaml:1:1: error[file-missing]" in ran.err


def test_a_broken_lock_is_wrong_input(restamp: Restamp, generated: Path) -> None:
    (generated / "out/pets/restamp.lock").write_text("{}")
    ran = restamp(["check"], generated)
    assert ran.status == 2
    assert "out/pets/restamp.lock:1:1: error[lock-broken]" in ran.err
