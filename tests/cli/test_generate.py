from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Restamp = Callable[..., Any]

WARNING = "        name: {type: string}\n"
WIDENED = "        name: {type: colour}\n"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_all_clients_then_nothing_to_do(restamp: Restamp, project: Path) -> None:
    first = restamp(["generate"], project)
    assert (first.status, first.err) == (0, "")
    pets, zoo = first.out.splitlines()
    assert pets.startswith("pets: ")
    assert " files, 1 operation, 1 type -> out/pets (" in pets
    assert zoo.startswith("zoo: ")
    again = restamp(["generate"], project)
    assert [line.rpartition(" (")[2] for line in again.out.splitlines()] == ["unchanged)"] * 2


def test_verify_generates_again(restamp: Restamp, project: Path) -> None:
    restamp(["generate"], project)
    ran = restamp(["generate", "--verify"], project)
    assert (ran.status, ran.err) == (0, "")
    assert [line.rpartition(" (")[2] for line in ran.out.splitlines()] == ["unchanged)"] * 2


def test_by_name_and_from_a_folder_below(restamp: Restamp, project: Path) -> None:
    ran = restamp(["generate", "zoo"], project / "specs")
    assert ran.status == 0
    assert " -> ../out/zoo (" in ran.out
    assert [path.name for path in (project / "out").iterdir()] == ["zoo"]


def test_an_unknown_client_name(restamp: Restamp, project: Path) -> None:
    ran = restamp(["generate", "pet"], project)
    assert ran.status == 2
    assert ran.err.startswith(
        'pyproject.toml:1:1: error[config-client-unknown]: there is no client "pet"'
    )
    assert not (project / "out").exists()


def test_what_flags_say_is_what_a_configuration_says(restamp: Restamp, project: Path) -> None:
    restamp(["generate", "pets"], project)
    ran = restamp(
        ["generate", "--spec", "pets.yaml", "--output", "../else/pets"], project / "specs"
    )
    assert ran.status == 0
    ours = {path.name: path.read_bytes() for path in (project / "out/pets").rglob("*.*")}
    assert ours == {path.name: path.read_bytes() for path in (project / "else/pets").rglob("*.*")}


def test_one_client_fails_the_other_is_written(restamp: Restamp, project: Path) -> None:
    (project / "specs/pets.yaml").write_text("openapi: [\n")
    ran = restamp(["generate"], project)
    assert ran.status == 2
    assert "specs/pets.yaml:" in ran.err
    assert ran.out.startswith("zoo: ")
    assert [path.name for path in (project / "out").iterdir()] == ["zoo"]


def test_the_report(restamp: Restamp, project: Path) -> None:
    edit(project / "specs/pets.yaml", WARNING, WIDENED)
    ran = restamp(["generate", "pets", "--report", "r.json"], project)
    assert ran.status == 0
    report = json.loads((project / "r.json").read_text())
    assert report["document"] == "specs/pets.yaml"
    assert report["openapi"] == "3.1.0"
    assert report["operations"]["total"] == report["declarations"]["total"] == 1
    (diagnostic,) = report["diagnostics"]
    assert ran.err.startswith(
        "{file}:{line}:{column}: {severity}[{code}]: {message}\n  at {pointer}\n".format(
            **diagnostic
        )
    )
    restamp(["generate", "--report", "r.json"], project)
    assert set(json.loads((project / "r.json").read_text())) == {"pets", "zoo"}
    ran = restamp(["generate", "--report", "no/r.json"], project)
    assert (ran.status, "no/r.json:1:1: error[report-unwritable]" in ran.err) == (2, True)


def test_strict_takes_a_warning_for_an_error(restamp: Restamp, project: Path) -> None:
    edit(project / "specs/pets.yaml", WARNING, WIDENED)
    assert ": warning[" in restamp(["generate", "pets"], project).err
    ran = restamp(["generate", "zoo", "pets", "--strict"], project)
    assert ran.status == 2
    assert ": error[" in ran.err


def test_the_configuration_makes_warnings_errors(restamp: Restamp, project: Path) -> None:
    edit(project / "specs/pets.yaml", WARNING, WIDENED)
    edit(project / "pyproject.toml", 'output = "out/pets"', 'output = "out/pets"\nstrict = true')
    ran = restamp(["generate", "pets"], project)
    assert ran.status == 2
    assert ": error[" in ran.err


def test_the_configuration_allows_folders(restamp: Restamp, project: Path, tmp_path: Path) -> None:
    common = tmp_path.parent / f"{tmp_path.name}-common"
    common.mkdir()
    (common / "name.yaml").write_text("type: string\n")
    edit(
        project / "specs/pets.yaml",
        WARNING,
        f"        name: {{$ref: '../../{common.name}/name.yaml'}}\n",
    )
    refused = restamp(["generate", "pets"], project)
    assert refused.status == 2
    assert "error[ref-outside]" in refused.err and "allow_paths" in refused.err
    edit(
        project / "pyproject.toml",
        'output = "out/pets"',
        f'output = "out/pets"\nallow_paths = ["../{common.name}"]',
    )
    ran = restamp(["generate", "pets"], project)
    assert (ran.status, ran.err) == (0, "")


def test_quiet_is_silent_but_for_errors(restamp: Restamp, project: Path) -> None:
    edit(project / "specs/pets.yaml", WARNING, WIDENED)
    ran = restamp(["generate", "--quiet"], project)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert ": error[" in restamp(["generate", "-q", "--strict"], project).err


def test_outputs_are_listed_and_not_written(restamp: Restamp, project: Path) -> None:
    ran = restamp(["generate", "--list-outputs"], project)
    assert (ran.status, ran.err) == (0, "")
    assert not (project / "out").exists()
    restamp(["generate"], project)
    written = (path for path in project.joinpath("out").rglob("*") if path.is_file())
    assert ran.out.splitlines() == sorted(path.relative_to(project).as_posix() for path in written)


def test_the_depfile_names_every_input(restamp: Restamp, project: Path) -> None:
    (project / "specs" / "a b.yaml").write_text("Pet: {type: object}\n")
    edit(project / "specs/pets.yaml", "#/components/schemas/Pet", "a b.yaml#/Pet")
    (project / "o.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n  - {target: $.info, update: {}}\n"
    )
    edit(
        project / "pyproject.toml",
        'output = "out/pets"',
        'output = "out/pets"\noverlays = ["o.yaml"]',
    )
    ran = restamp(["generate", "pets", "--depfile", "pets.d"], project)
    assert ran.status == 0, ran.err
    assert (project / "pets.d").read_text() == (
        "out/pets/restamp.lock: \\\n  o.yaml \\\n  pyproject.toml \\\n"
        "  specs/a\\ b.yaml \\\n  specs/pets.yaml\n"
    )


def test_what_was_edited_is_kept_unless_forced(restamp: Restamp, project: Path) -> None:
    restamp(["generate"], project)
    edit(project / "out/pets/models/pet.py", "name", "label")
    ran = restamp(["generate"], project)
    assert ran.status == 2
    assert "out/pets/models/pet.py:" in ran.err
    assert "error[output-edited]: edited by hand since it was generated" in ran.err
    assert "\n--- out/pets/models/pet.py\n+++ out/pets/models/pet.py\n" in ran.err
    assert "zoo: " in ran.out
    ran = restamp(["generate", "--force"], project)
    assert (ran.status, "pets: " in ran.out, "(1 changed)" in ran.out) == (0, True, True)


def test_a_broken_lock_stops_unless_forced(restamp: Restamp, project: Path) -> None:
    restamp(["generate"], project)
    edit(project / "out/pets/restamp.lock", '  "lock": 1', '  "lock": one')
    ran = restamp(["generate"], project)
    assert ran.status == 2
    assert "out/pets/restamp.lock:" in ran.err
    assert "error[lock-broken]: not JSON" in ran.err
    assert restamp(["generate", "--force"], project).status == 0


@pytest.mark.parametrize("flags", [[], ["--force"], ["--force", "--no-cache"]])
def test_a_lock_in_conflict_keeps_its_names_even_when_forced(
    restamp: Restamp, project: Path, flags: list[str]
) -> None:
    restamp(["generate"], project)
    edit(project / "specs/pets.yaml", "getPet", "fetchPet")
    restamp(["generate"], project)
    path = project / "out/pets/restamp.lock"
    edit(path, '  "lock": 1', '<<<<<<< HEAD\n=======\n>>>>>>> other\n  "lock": 1')
    before = path.read_text()
    ran = restamp(["generate", *flags], project)
    assert ran.status == 2
    assert "error[lock-conflict]: contains merge conflict markers" in ran.err
    assert "run `restamp lock merge out/pets/restamp.lock`" in ran.err
    assert "--force" not in ran.err
    assert path.read_text() == before
    assert "def get_pet(" in (project / "out/pets/api/pets.py").read_text()
    assert restamp(["lock", "merge", "out/pets/restamp.lock"], project).status == 0
    assert restamp(["generate", *flags], project).status == 0
    assert "def get_pet(" in (project / "out/pets/api/pets.py").read_text()


def test_pinned_names_are_kept_without_forget(restamp: Restamp, project: Path) -> None:
    restamp(["generate", "pets"], project)
    edit(project / "specs/pets.yaml", "getPet", "fetchPet")
    restamp(["generate", "pets"], project)
    api = (project / "out/pets/api/pets.py").read_text()
    assert "def get_pet(" in api
    assert restamp(["check", "pets"], project).status == 0
    assert restamp(["check", "pets", "--no-lock"], project).status == 1
    restamp(["generate", "pets", "--no-lock"], project)
    assert "def fetch_pet(" in (project / "out/pets/api/pets.py").read_text()


def test_a_killed_run_is_repaired(restamp: Restamp, project: Path) -> None:
    restamp(["generate", "pets"], project)
    (project / "out/.pets.restamp/new").mkdir(parents=True)
    (project / "out/.pets.restamp/new/half.py").touch()
    assert restamp(["generate", "pets"], project).status == 0
    assert [path.name for path in (project / "out").iterdir()] == ["pets"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["stamp"],
        ["generate", "--spec", "a.yaml"],
        ["generate", "--output", "a"],
        ["generate", "pets", "--spec", "a.yaml", "--output", "a"],
        ["generate", "--overlay", "a.yaml"],
        ["generate", "--lenient"],
        ["inspect"],
        ["inspect", "a.yaml", "--format", "xml"],
    ],
)
def test_usage_that_makes_no_sense(restamp: Restamp, project: Path, arguments: list[str]) -> None:
    ran = restamp(arguments, project)
    assert ran.status == 2
    assert ran.err.startswith("usage: restamp")
    assert ran.out == ""
