"""`restamp.generate`, `check`, `diff` and `update`: the commands as functions, which print nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

import restamp
from restamp.diagnostics.model import Severity

SAMPLE = Path(__file__).parents[1] / "typing/samples/good_restamp.py"


def sample(name: str) -> Callable[..., Any]:
    """A function of the program that the type checkers check."""
    return run_path(str(SAMPLE))[name]


@pytest.fixture(autouse=True)
def silent(capfd: pytest.CaptureFixture[str]) -> object:
    """Nothing is printed."""
    yield
    assert capfd.readouterr() == ("", "")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_generate_writes_the_clients_of_a_configuration(project: Path) -> None:
    result = restamp.generate(root=project)
    assert (result.failed, result.is_up_to_date) == (False, False)
    assert [(c.name, c.output) for c in result.clients] == [
        ("pets", project / "out/pets"),
        ("zoo", project / "out/zoo"),
    ]
    assert "models/pet.py" in result.clients[0].changed
    assert (project / "out/pets/models/pet.py").is_file()
    assert restamp.generate(root=project).is_up_to_date


def test_generate_takes_names(project: Path) -> None:
    assert [c.name for c in restamp.generate("zoo", root=project).clients] == ["zoo"]
    assert not (project / "out/pets").exists()


def test_a_wrong_input_is_a_diagnostic(project: Path) -> None:
    edit(project / "specs/zoo.yaml", "3.1.0", "4.1.0")
    result = restamp.generate(root=project)
    assert result.failed
    assert [(c.name, c.failed) for c in result.clients] == [("pets", False), ("zoo", True)]
    errors = [d for d in result.diagnostics if d.severity is Severity.ERROR]
    assert [(Path(d.file).name, d.code) for d in errors] == [("zoo.yaml", "version-unsupported")]


def test_no_configuration_is_a_diagnostic(tmp_path: Path) -> None:
    for result in (restamp.generate(root=tmp_path), restamp.check(root=tmp_path)):
        assert (result.failed, result.clients) == (True, ())
        assert [d.code for d in result.diagnostics] == ["config-missing"]


def test_an_edited_file_stops_the_writing(project: Path) -> None:
    restamp.generate(root=project)
    edit(project / "out/pets/models/pet.py", "class Pet", "class Dog")
    checked, generated = restamp.check(root=project), restamp.generate(root=project)
    assert (checked.failed, checked.is_up_to_date) == (False, False)
    assert checked.clients[0].changed == ("models/pet.py",)
    assert generated.failed
    assert "-class Dog" in checked.clients[0].diff
    assert "-class Dog" in generated.clients[0].diff
    assert restamp.generate(root=project, force=True).clients[0].changed == ("models/pet.py",)
    assert restamp.check(root=project).is_up_to_date


def test_a_document_without_configuration(project: Path) -> None:
    assert sample("vendor")(project / "specs/pets.yaml", project / "elsewhere/acme")
    assert restamp.check(
        spec="specs/pets.yaml", output="elsewhere/acme", root=project
    ).is_up_to_date


@pytest.mark.parametrize(
    "wrong",
    [
        {"spec": "a.yaml"},
        {"output": "a"},
        {"overlays": ["a.yaml"]},
        {"names": ["a"], "spec": "a.yaml", "output": "a"},
    ],
)
def test_arguments_that_contradict_each_other(wrong: dict[str, object]) -> None:
    names = wrong.pop("names", [])
    for function in (restamp.generate, restamp.check):
        with pytest.raises(ValueError, match="`spec`"):
            function(*names, **wrong)  # type: ignore[arg-type, misc]


def test_diff_tells_whether_callers_break(project: Path) -> None:
    new = project / "specs/zoo.yaml"
    edit(new, "name: {type: string}", "age: {type: integer}")
    fails, text = sample("compare")(project / "specs/pets.yaml", new)
    assert fails
    assert "Pet.name" in text
    same = restamp.diff("specs/pets.yaml", "specs/pets.yaml", root=project)
    assert [c.fails("any") for c in same.changes] == [False]
    missing = restamp.diff("specs/pets.yaml", "specs/none.yaml", root=project)
    assert (missing.failed, missing.changes) == (True, ())


def test_update_fetches_and_regenerates(project: Path) -> None:
    edit(
        project / "pyproject.toml",
        'output = "out/pets"',
        'output = "out/pets"\nsource = "new.yaml"',
    )
    restamp.generate(root=project)
    text = (project / "specs/pets.yaml").read_text()
    (project / "new.yaml").write_text(text.replace("name: {", "nickname: {"))
    dry = restamp.update("pets", root=project, dry_run=True)
    assert ([c.changed for c in dry.clients], len(dry.changes)) == ([()], 1)
    assert sample("upgrade")(project) == [("pets", True)]
    assert "nickname" in (project / "specs/pets.yaml").read_text()
    assert restamp.check(root=project).is_up_to_date
    assert restamp.update(root=project).is_up_to_date


def test_the_sample_runs(project: Path) -> None:
    assert any("zoo: " in line for line in sample("outdated")(project))
    assert sample("regenerate")(project, "pets") == ""
    assert not any("pets: " in line for line in sample("outdated")(project))


def test_importing_restamp_loads_no_submodule() -> None:
    script = (
        "import restamp, sys\n"
        "assert [n for n in sys.modules if n.startswith('restamp')] == ['restamp']\n"
        "assert restamp.generate.__doc__ and 'Args:' in restamp.generate.__doc__\n"
        "assert 'restamp.pipeline' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
