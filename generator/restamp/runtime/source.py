"""Facts from the source of the runtime: its modules and their imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import restamp

HERE = Path(restamp.__file__).resolve().parent
_IMPORT = re.compile(r"^ *from \.(\w+) import\b", re.MULTILINE)
"""An import in the runtime: relative, of names of a module; a test compares it with the syntax trees."""


def templates_folder() -> Path:
    """The folder of templates: inside an installed package, or next to `generator/` in a checkout."""
    installed = HERE / "templates"
    return installed if installed.is_dir() else HERE.parents[1] / "templates"


@cache
def runtime_texts() -> Mapping[str, str]:
    """The modules of the runtime by name."""
    folder = templates_folder() / "runtime"
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.py"))}


@cache
def imports_of(module: str) -> frozenset[str]:
    """The runtime modules that a module imports, including imports in functions and for type checkers."""
    return frozenset(_IMPORT.findall(runtime_texts()[module]))


def modules_below(tree: ast.Module, folder: str) -> set[str]:
    """The modules that a module imports from a sibling or parent folder."""
    modules: set[str] = set()
    for node in _statements(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            if not f"{node.module}.".startswith(f"{folder}."):
                continue
            module = (node.module or "")[len(folder) + 1 :]
            modules |= {module} if module else {alias.name for alias in node.names}
    return modules


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Every statement: `ast.walk` also visits expressions, which are most of a tree."""
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        yield node
        for block in ("body", "orelse", "handlers", "finalbody", "cases"):
            pending += getattr(node, block, ())
