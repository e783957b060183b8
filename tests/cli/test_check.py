from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp import __version__

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
    exact = rf"_runtime is the runtime of Restamp {re.escape(__version__)} \(\d+ files\)\n"
    lines = "".join(f"{n}: out/{n} is up to date\n{n}: out/{n}/{exact}" for n in ("pets", "zoo"))
    assert re.fullmatch(lines, ran.out)
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
    assert "\nzoo: out/zoo is up to date\n" in ran.out
    assert "pets: out/pets/_runtime is the runtime of Restamp" in ran.out
    assert ran.err.startswith("pets: 3 files differ; run `restamp generate` to write")
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
    assert (
        "2 files differ, 1 of them edited by hand; to keep an edit, move it to an overlay"
        in ran.err
    )
    assert_advice_helps(restamp, generated, ran.err, " --force")


def assert_advice_helps(restamp: Restamp, folder: Path, advice: str, force: str) -> None:
    """What `check` says to run makes it succeed."""
    assert f"run `restamp generate{force}` to write the lines marked +" in advice
    assert restamp(["generate"], folder).status == (2 if force else 0)
    assert restamp(["generate", *force.split()], folder).status == 0
    assert restamp(["check"], folder).status == 0


def test_the_advice_where_nothing_was_edited(restamp: Restamp, generated: Path) -> None:
    (generated / "out/pets/client.py").unlink()
    assert_advice_helps(restamp, generated, restamp(["check"], generated).err, "")


def test_the_advice_for_a_file_of_the_user(restamp: Restamp, project: Path) -> None:
    (project / "out/pets").mkdir(parents=True)
    (project / "out/pets/client.py").write_text("x = 1\n")
    ran = restamp(["check"], project)
    assert "move files that Restamp did not write away" in ran.err
    assert_advice_helps(restamp, project, ran.err, " --force")


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


def test_runtime_only(restamp: Restamp, generated: Path) -> None:
    """Neither the document nor the other files matter."""
    (generated / "specs/pets.yaml").unlink()
    (generated / "out/pets/client.py").write_text("")
    ran = restamp(["check", "--runtime-only", "pets"], generated)
    count = len(list((generated / "out/pets/_runtime").glob("*.py")))
    version = f"the runtime of Restamp {__version__} ({count} files)"
    assert (ran.status, ran.out) == (0, f"pets: out/pets/_runtime is {version}\n")


@pytest.mark.parametrize("name", ["lazy.py", "own.py", "own.so"])
def test_a_file_in_the_runtime_that_is_not_shipped(
    restamp: Restamp, generated: Path, name: str
) -> None:
    file = generated / "out/pets/_runtime" / name
    with file.open("a") as stream:
        stream.write("import os\n")
    ran = restamp(["check", "--runtime-only"], generated)
    assert ran.status == 1
    assert f"--- out/pets/_runtime/{name}\n" in ran.out
    assert "-import os\n" in ran.out
    assert f"pets: 1 file differs from the runtime of Restamp {__version__}\n" in ran.err
    assert "zoo: out/zoo/_runtime is the runtime of Restamp" in ran.out


def test_a_changed_runtime_is_not_reported_as_unchanged(restamp: Restamp, generated: Path) -> None:
    with (generated / "out/pets/_runtime/lazy.py").open("a") as stream:
        stream.write("import os\n")
    ran = restamp(["check", "pets"], generated)
    assert ran.status == 1
    assert "is the runtime of Restamp" not in ran.out


def test_line_ends_of_the_runtime_do_not_count(restamp: Restamp, generated: Path) -> None:
    file = generated / "out/pets/_runtime/lazy.py"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert restamp(["check", "pets", "--runtime-only"], generated).status == 0


def test_a_package_without_a_runtime(restamp: Restamp, project: Path) -> None:
    ran = restamp(["check", "pets", "--runtime-only"], project)
    assert (ran.status, ran.err) == (1, "pets: out/pets/_runtime does not exist\n")


@pytest.mark.parametrize(
    "name",
    [
        "client/__init__.py",
        "client/__init__.cpython-311-x86_64-linux-gnu.so",
        "client.cpython-311-x86_64-linux-gnu.so",
        "client.pyc",
        "__init__.abi3.so",
        "models/pet/__init__.py",
        "models/other.py",
        "models/new/deep.py",
        "api/zoo.pyd",
        "_runtime/extra.py",
        "_runtime/lazy/__init__.py",
        "_runtime/notes.txt",
    ],
)
def test_a_file_that_is_imported_as_generated_code(
    restamp: Restamp, generated: Path, name: str
) -> None:
    file = generated / "out/pets" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("")
    for options in ([], ["--no-cache"], ["--quiet"]):
        ran = restamp(["check", *options], generated)
        assert ran.status == 1
        assert f"out/pets/{name}:1:1: error[output-added]: not generated, but in" in ran.err
        assert options == ["--quiet"] or "pets: 1 file is not generated\n" in ran.err
        assert "pets: out/pets is up to date" not in ran.out
    is_said = (
        "pets: out/pets/_runtime is the runtime of Restamp" in restamp(["check"], generated).out
    )
    assert is_said == (not name.startswith("_runtime/"))
    ran = restamp(["check", "--runtime-only"], generated)
    assert ran.status == 1 and f"out/pets/{name}" in ran.out + ran.err
    assert ("pets: out/pets/_runtime is the runtime of Restamp" in ran.out) == is_said
    for options in ([], ["--force"]):
        ran = restamp(["generate", *options], generated)
        assert (ran.status, ran.err.count("warning[output-added]")) == (0, 1)
        assert f"out/pets/{name}:1:1: warning[output-added]" in ran.err
    assert file.exists()


def test_a_linked_folder_that_is_imported_as_generated_code(
    restamp: Restamp, generated: Path
) -> None:
    (generated / "other").mkdir()
    (generated / "other/__init__.py").touch()
    (generated / "out/pets/client").symlink_to(generated / "other")
    ran = restamp(["check"], generated)
    assert ran.status == 1 and "out/pets/client/__init__.py:1:1: error[output-added]" in ran.err


def test_a_package_in_place_of_the_own_module(restamp: Restamp, generated: Path) -> None:
    package = generated / "out/pets"
    (package / "_custom.py").write_text("")
    (package / "_custom").mkdir()
    (package / "_custom/__init__.py").write_text("")
    assert restamp(["generate"], generated).status == 0
    ran = restamp(["check"], generated)
    assert ran.status == 1 and "out/pets/_custom/__init__.py:1:1: error[output-added]" in ran.err


def test_own_modules_are_listed(restamp: Restamp, generated: Path) -> None:
    package = generated / "out/pets"
    (package / "_custom.py").write_text("from .helpers import double\n")
    (package / "helpers.py").write_text("double = 2\n")
    (package / "tools").mkdir()
    (package / "tools/__init__.py").touch()
    (package / "notes.txt").touch()
    (package / "models/__pycache__").mkdir(exist_ok=True)
    (package / "models/__pycache__/mine.cpython-311.pyc").touch()
    assert restamp(["generate"], generated).err == ""
    ran = restamp(["check"], generated)
    assert ran.status == 0
    listed = "contains modules that are not generated: helpers.py, tools/__init__.py; review"
    assert f"out/pets:1:1: note[output-unlisted]: {listed}" in ran.err
    assert restamp(["check", "--quiet"], generated).err == ""
