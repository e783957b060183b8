"""A document as of a revision of git, with the files that it refers to."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Restamp = Callable[..., Any]
OTHER = "        name: {type: string}\n", "        name: {type: integer}\n"


def git(folder: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(project: Path) -> Path:
    git(project, "init", "-q")
    git(project, "add", "specs")
    git(project, "commit", "-qm", "one")
    git(project, "tag", "v1")
    return project


def test_both_sides(restamp: Restamp, repository: Path) -> None:
    spec = repository / "specs/pets.yaml"
    spec.write_text(spec.read_text().replace(*OTHER))
    ran = restamp(["diff", "specs/pets.yaml@v1", "specs/pets.yaml"], repository)
    assert (ran.status, ran.err) == (1, "")
    assert "- str | None    specs/pets.yaml@v1:21 #" in ran.out
    assert "+ int | None    specs/pets.yaml:21 #" in ran.out
    same = restamp(["diff", "specs/pets.yaml@v1", "specs/pets.yaml@HEAD"], repository)
    assert same.status == 0 and "no change for callers" in same.out
    ran = restamp(
        ["diff", "specs/pets.yaml@v1", "specs/pets.yaml", "--format", "github"], repository
    )
    assert "file=specs/pets.yaml,line=21" in ran.out and "@v1" not in ran.out


def test_the_files_of_that_revision(restamp: Restamp, repository: Path) -> None:
    spec, leaf = repository / "specs/pets.yaml", repository / "specs/name.yaml"
    spec.write_text(spec.read_text().replace(OTHER[0], "        name: {$ref: name.yaml}\n"))
    leaf.write_text("type: string\n")
    git(repository, "add", "specs")
    git(repository, "commit", "-qm", "two")
    git(repository, "tag", "v2")
    leaf.write_text("type: integer\n")
    ran = restamp(["diff", "specs/pets.yaml@v2", "specs/pets.yaml"], repository)
    assert ran.status == 1 and "str -> int" in ran.out
    leaf.unlink()
    again = restamp(["diff", "specs/pets.yaml@v2", "specs/pets.yaml@v2"], repository)
    assert (again.status, again.err) == (0, "")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("specs/pets.yaml@nowhere", 'git knows no revision "nowhere"'),
        ("specs/pets.yaml@--help", 'git knows no revision "--help"'),
        ("specs/none.yaml@v1", "there is no such file"),
    ],
)
def test_what_is_not_there(restamp: Restamp, repository: Path, name: str, message: str) -> None:
    ran = restamp(["diff", name, "specs/pets.yaml"], repository)
    assert ran.status == 2 and message in ran.err, ran.err


def test_a_file_whose_name_has_an_at(restamp: Restamp, repository: Path) -> None:
    (repository / "pets@v1").write_bytes((repository / "specs/pets.yaml").read_bytes())
    assert restamp(["diff", "pets@v1", "specs/pets.yaml"], repository).status == 0


@pytest.fixture
def packages(restamp: Restamp, repository: Path) -> Path:
    """A repository with its generated packages, and another one in the work tree."""
    assert restamp(["generate"], repository).status == 0
    git(repository, "add", "out")
    git(repository, "commit", "-qm", "generated")
    git(repository, "tag", "v2")
    spec = repository / "specs/pets.yaml"
    spec.write_text(spec.read_text().replace(*OTHER))
    assert restamp(["generate"], repository).status == 0
    return repository


def test_a_package(restamp: Restamp, packages: Path) -> None:
    ran = restamp(["diff", "out/pets@v2", "out/pets"], packages)
    assert (ran.status, ran.err) == (1, "")
    assert "- str | None" in ran.out and "+ int | None" in ran.out
    assert restamp(["diff", "out/pets@v2", "out/pets@HEAD"], packages).status == 0
    assert restamp(["diff", "out/pets@v2", "specs/pets.yaml"], packages).status == 1
    assert restamp(["diff", "out/pets@v2", "specs/pets.yaml@v1"], packages).status == 0
    shutil.rmtree(packages / "out/pets")
    assert restamp(["diff", "out/pets@v2", "out/zoo"], packages).status == 0


def test_a_folder_without_a_package(restamp: Restamp, packages: Path) -> None:
    for name in ("out/pets@v1", "specs@v1", "specs@v2"):
        ran = restamp(["diff", name, "out/pets"], packages)
        assert ran.status == 2
        assert f"{name}:1:1: error[lock-missing]: has no restamp.lock at that revision" in ran.err


def test_a_package_without_its_surface(restamp: Restamp, packages: Path) -> None:
    git(packages, "rm", "-q", "-f", "--cached", "out/pets/restamp.api.json")
    git(packages, "commit", "-qm", "three")
    ran = restamp(["diff", "out/pets@HEAD", "out/pets"], packages)
    assert ran.status == 2
    assert "out/pets@HEAD/restamp.api.json:1:1: error[surface-unusable]: cannot be used" in ran.err
    (packages / "out/pets/restamp.api.json").write_text("{}")
    git(packages, "add", "out")
    git(packages, "commit", "-qm", "four")
    ran = restamp(["diff", "out/pets@HEAD", "out/pets"], packages)
    assert ran.status == 2 and "cannot be used: it was edited" in ran.err
