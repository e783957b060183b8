"""Make and ninja write the client where an input changed, and only there."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., str]

CLIENT = "src/shelter/_vendor/pets"

both = pytest.mark.parametrize("builder", ["make", "ninja"])


def runs(output: str) -> bool:
    """Whether a builder says that it ran Restamp."""
    return "restamp generate" in output


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    renew(file, text.replace(old, new))


def renew(file: Path, text: str) -> None:
    """Write a file so that it is newer than all that was written before, on any file system."""
    time.sleep(0.05)
    file.write_text(text)


@both
def test_only_a_changed_input_runs_it(project: Path, run: Run, builder: str) -> None:
    command = [builder, *(["-v"] if builder == "ninja" else [])]
    pet = project / CLIENT / "models/pet.py"
    assert runs(run(*command))
    assert "name: " in pet.read_text()
    assert not runs(run(*command))

    change(project / "specs/schemas.yaml", "name:", "nickname:")  # a file that $ref names
    assert runs(run(*command))
    assert "nickname: " in pet.read_text()
    assert not runs(run(*command))

    change(project / "specs/pets.yaml", "One pet.", "A pet.")
    assert runs(run(*command))
    assert "A pet." in (project / CLIENT / "api/pets.py").read_text()
    assert not runs(run(*command))

    change(project / "pyproject.toml", "# without, all", "# all of them")
    assert runs(run(*command))
    assert not runs(run(*command))

    renew(project / "specs/schemas.yaml", (project / "specs/schemas.yaml").read_text())
    assert runs(run(*command))
    assert not runs(run(*command)), "what is newer and the same does it once"


@both
def test_a_file_without_references(project: Path, run: Run, builder: str) -> None:
    run(builder)
    schemas = project / "specs/schemas.yaml"
    change(
        project / "specs/pets.yaml",
        '{$ref: "schemas.yaml#/Pet"}',
        "{type: object, properties: {name: {type: string}}}",
    )
    schemas.unlink()
    run(builder)
    assert not runs(run(builder))


def test_make_writes_what_is_missing(project: Path, run: Run) -> None:
    run("make")
    client = (project / CLIENT / "client.py").read_bytes()
    (project / CLIENT / "client.py").unlink()
    assert runs(run("make"))
    assert (project / CLIENT / "client.py").read_bytes() == client
    assert not runs(run("make"))


def test_ninja_leaves_alone_what_comes_after(project: Path, run: Run) -> None:
    with (project / "build.ninja").open("a") as file:
        file.write("rule count\n  command = cat $in >> $out\n")
        file.write(f"build build/count: count {CLIENT}/restamp.lock\n")
    run("ninja")
    counted = (project / "build/count").read_bytes()
    renew(project / "specs/schemas.yaml", (project / "specs/schemas.yaml").read_text())
    assert runs(run("ninja", "-v"))
    assert (project / "build/count").read_bytes() == counted


@both
def test_a_document_that_is_wrong_stops_it(project: Path, run: Run, builder: str) -> None:
    run(builder)
    change(project / "specs/pets.yaml", "openapi: 3.1.0", "openapi: 4.1.0")
    with pytest.raises(AssertionError, match="version-unsupported"):
        run(builder)
    with pytest.raises(AssertionError, match="version-unsupported"):
        run(builder)
