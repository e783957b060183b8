"""Nothing is longer than can be read at once, or named as if it were about nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE_LINES = 400
FUNCTION_LINES = 50
FOLDER_MODULES = 14
LOOSE = {
    *("__init__", "__main__", "hatch_plugin", "pipeline", "report"),
    *("collection", "pointers", "records", "recursion"),
}
"""The modules of `restamp` that are in none of its packages."""
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "misc"}
SOURCES = sorted(
    file for folder in ("generator", "templates/runtime") for file in (ROOT / folder).rglob("*.py")
)
PACKAGES = sorted(file.parent for file in (ROOT / "generator").rglob("__init__.py"))

by_package = pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_size(file: Path) -> None:
    text = file.read_text("utf-8")
    assert text.count("\n") <= FILE_LINES, "split the module"
    assert [
        f"{name}: {size}" for name, size in functions(ast.parse(text)) if size > FUNCTION_LINES
    ] == [], "split the function"


def test_no_module_is_a_drawer() -> None:
    assert [
        file for file in SOURCES if EMPTY_NAMES & {file.stem, *file.relative_to(ROOT).parts}
    ] == []


@by_package
def test_few_modules_are_in_a_folder(folder: Path) -> None:
    modules = [file for file in folder.glob("*.py") if file.stem != "__init__"]
    assert len(modules) <= FOLDER_MODULES, "move modules that belong together to a subfolder"


@by_package
def test_every_package_has_a_docstring_with_its_question(folder: Path) -> None:
    docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
    assert docstring and ("?" in docstring or folder.name == "restamp")


def test_every_folder_is_a_package() -> None:
    folders = {file.parent for file in (ROOT / "generator/restamp").rglob("*.py")}
    assert folders == set(PACKAGES)


def test_few_modules_are_loose() -> None:
    assert {file.stem for file in (ROOT / "generator/restamp").glob("*.py")} == LOOSE
