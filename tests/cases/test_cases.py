"""Each folder here is one feature: `spec.yaml` (or spec.json), and what comes of it.

There may be an `overlay.yaml`, and a `restamp.toml` with other options of the client. `expected/` has the generated
files that the case is about, and `diagnostics.txt` where there are any. With `--update` those are rewritten. A new case
gets every file but those that depend on no document; delete what it is not about.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import show
from restamp.output import changes as on_disk
from restamp.pipeline import generate
from restamp.runtime.modules import FOLDER

from ..packages import client_of
from ..updating import accepting, is_updating

HERE = Path(__file__).parent
CASES = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name[0] not in "._")
DIAGNOSTICS = "diagnostics.txt"


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, request: pytest.FixtureRequest) -> None:
    expected = HERE / name / "expected"
    files = generated(HERE / name)
    if is_updating(request):
        update(expected, files)
    difference = differs(expected, files, name)
    if difference:
        pytest.fail(f"{difference}\n{accepting(request)}", pytrace=False)


def generated(case: Path) -> dict[str, str]:
    """The package of a case, and the diagnostics."""
    result = generate(client_of(case))
    shown = "".join(f"{show(diagnostic)}\n" for diagnostic in result.diagnostics)
    return result.files | ({DIAGNOSTICS: shown} if shown else {})


def differs(expected: Path, files: dict[str, str], name: str) -> str:
    """What differs from the expected files; empty where nothing does."""
    present = expected_files(expected)
    if not present - {DIAGNOSTICS}:
        return f"tests/cases/{name} has no expected file yet"
    shown = {path: text for path, text in files.items() if path in present | {DIAGNOSTICS}}
    gone = [f"{path} is not generated\n" for path in sorted(present - shown.keys())]
    changes = on_disk.changes(shown, expected, name, None, Diagnostics())
    return "".join([*gone, on_disk.diff(changes, name)])


def expected_files(expected: Path) -> set[str]:
    return {path.relative_to(expected).as_posix() for path in expected.rglob("*") if path.is_file()}


def update(expected: Path, files: dict[str, str]) -> None:
    present = expected_files(expected)
    wanted = [path for path in files if path in present or (not present and observed(path))]
    for path in present - files.keys():
        (expected / path).unlink()
    for path in {*wanted, DIAGNOSTICS} & files.keys():
        (expected / path).parent.mkdir(parents=True, exist_ok=True)
        (expected / path).write_text(files[path], "utf-8")


def observed(path: str) -> bool:
    """Whether a new case gets a file: the runtime is the same in all packages."""
    return not path.startswith(f"{FOLDER}/")


def test_a_new_case_observes_all_that_depends_on_its_document(tmp_path: Path) -> None:
    files = {"client.py": "a", "README.md": "b", "api/pets.py": "c", f"{FOLDER}/model.py": "d"}
    update(tmp_path / "expected", files)
    assert expected_files(tmp_path / "expected") == {"client.py", "README.md", "api/pets.py"}


def test_an_update_rewrites_what_is_expected_and_removes_what_is_gone(tmp_path: Path) -> None:
    expected = tmp_path / "expected"
    update(expected, {"client.py": "a", "api/pets.py": "b", DIAGNOSTICS: "c"})
    (expected / "client.py").unlink()
    update(expected, {"client.py": "a", "api/dogs.py": "b"})
    assert expected_files(expected) == set()
    update(expected, {"client.py": "x", "api/pets.py": "y"})
    update(expected, {"client.py": "x", "api/pets.py": "z", "api/dogs.py": "new"})
    assert (expected / "api/pets.py").read_text() == "z"
    assert not (expected / "api/dogs.py").exists()
