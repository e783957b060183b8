"""The tests are where tests/README.md says: every folder is in its tables, once."""

from __future__ import annotations

import re
from pathlib import Path

from ..changed import FAST, RUNTIME, importing, quick_tests, untested

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
SOURCES = {".py", ".jinja"}
README = (TESTS / "README.md").read_text("utf-8")


def rows(heading: str) -> list[tuple[str, str]]:
    """The cells of the table with this first heading."""
    table = README[README.index(f"| {heading} |") :].partition("\n\n")[0]
    cells = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    return [(first, last) for first, *_, last in cells]


def folders(folder: Path) -> list[str]:
    """The folders in a folder that hold sources."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.is_dir() and any(file.suffix in SOURCES for file in path.rglob("*.*"))
    )


def test_every_folder_of_tests_is_in_the_table_once() -> None:
    assert sorted(first.strip("`") for first, _ in rows("Folder")) == folders(TESTS)


def test_every_folder_of_the_generator_has_its_tests() -> None:
    generator = [f"generator/restamp/{name}" for name in folders(ROOT / "generator/restamp")]
    templates = [f"templates/{name}" for name in folders(ROOT / "templates")]
    listed = sorted(first.strip("`") for first, _ in rows("Changed"))
    assert listed == sorted([*generator, *templates])


def test_the_quick_tests_the_table_exist() -> None:
    named = [name for _, last in rows("Changed") for name in re.findall(r"`([^`]+)`", last)]
    assert [name for name in named if not (TESTS / name).exists()] == []


def test_unit_tests_have_the_folders_of_the_generator() -> None:
    for folder in TESTS.joinpath("unit").rglob("*"):
        if folder.is_dir() and "__pycache__" not in folder.parts:
            place = folder.relative_to(TESTS / "unit")
            assert (ROOT / "generator/restamp" / place).is_dir(), place


def test_the_files_that_contributors_change_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"`((?:generator|templates|tests|docs)/[\w./-]+)`", text)
    assert (
        named
        and [name for name in named if "NAME" not in name and not (ROOT / name).exists()] == []
    )


def test_quick_runs_the_quick_tests_what_changed() -> None:
    assert quick_tests([]) == quick_tests(["README.md", "tests/cli/test_diff.py"]) == [*FAST]
    retries = quick_tests(["templates/runtime/retries.py"])
    assert f"{RUNTIME}/test_retries.py" in retries and f"{RUNTIME}/test_times.py" not in retries
    assert quick_tests([f"{RUNTIME}/test_pages.py"]) == [*FAST, f"{RUNTIME}/test_pages.py"]
    assert quick_tests([f"{RUNTIME}/conftest.py"]) == [*FAST, RUNTIME]
    unknown = ["templates/runtime/nothing_imports_this.py"]
    assert quick_tests(unknown) == [*FAST] and untested(unknown) == ["nothing_imports_this"]
    assert importing("pages") != [] and untested(["templates/runtime/pages.py"]) == []
