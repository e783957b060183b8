"""Nothing is longer than can be read at once, or named as if it were about nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE_LINES = 400
FUNCTION_LINES = 50
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "misc"}
SOURCES = sorted(
    file for folder in ("generator", "templates/runtime") for file in (ROOT / folder).rglob("*.py")
)


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_size(file: Path) -> None:
    text = file.read_text("utf-8")
    assert text.count("\n") <= FILE_LINES
    assert [
        f"{name}: {size}" for name, size in functions(ast.parse(text)) if size > FUNCTION_LINES
    ] == []


def test_no_module_is_a_drawer() -> None:
    assert [
        file for file in SOURCES if EMPTY_NAMES & {file.stem, *file.relative_to(ROOT).parts}
    ] == []
