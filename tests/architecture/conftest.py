"""The generator's modules as syntax trees, and what imports what."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GENERATOR = ROOT / "generator"


@dataclass(frozen=True)
class Module:
    """A module of the generator: `restamp.spec.reading.load`."""

    name: str
    file: Path
    tree: ast.Module
    inside: frozenset[str]
    """The modules of the generator that it imports, wherever in its text."""
    outside: frozenset[str]
    """What it imports from elsewhere, as dotted names."""


def module_name(file: Path) -> str:
    parts = file.relative_to(GENERATOR).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.Module, package: str) -> Iterator[str]:
    """Everything imported, as a dotted name; of `from a import b` that is `a.b`."""
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom():
                above = package.split(".")[: -node.level + 1 or None] if node.level else []
                base = ".".join([*above, *([node.module] if node.module else [])])
                yield from (f"{base}.{alias.name}" for alias in node.names)
            case _:
                pass


@pytest.fixture(scope="session")
def modules() -> Mapping[str, Module]:
    """Every module of the generator by name."""
    files = {module_name(file): file for file in sorted(GENERATOR.rglob("*.py"))}
    modules_by_name: dict[str, Module] = {}
    for name, file in files.items():
        tree = ast.parse(file.read_text("utf-8"))
        package = name if file.stem == "__init__" else name.rpartition(".")[0]
        names = list(imported(tree, package))
        inside = {longest(target, files) for target in names if target.split(".")[0] == "restamp"}
        outside = {target for target in names if target.split(".")[0] != "restamp"}
        modules_by_name[name] = Module(
            name, file, tree, frozenset(inside - {name}), frozenset(outside)
        )
    return modules_by_name


def longest(target: str, files: Mapping[str, Path]) -> str:
    """The module that a dotted name is, or is a part of."""
    while target not in files:
        target = target.rpartition(".")[0]
    return target
