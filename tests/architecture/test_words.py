"""Names say what they hold: participles that fit anything are no names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GENERATOR = ROOT / "generator/restamp"
FORBIDDEN = frozenset({"found", "made", "said", "held", "told", "given", "kept"})
TODO: frozenset[str] = frozenset()
"""Packages and modules that are not done yet: remove each from this list when its names are."""
EXCEPTIONS: frozenset[str] = frozenset()
"""Justified names, as `folder/module.py: name`."""
ROOMS = sorted({file.relative_to(GENERATOR).parts[0] for file in GENERATOR.rglob("*.py")} - TODO)


def bound_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that a module binds, with its line: variables, parameters, functions, classes, attributes."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store(), lineno=line):
                yield name, line
            case ast.Attribute(attr=name, ctx=ast.Store(), lineno=line):
                yield name, line
            case ast.arg(arg=name, lineno=line):
                yield name, line
            case ast.FunctionDef(name=name, lineno=line) | ast.ClassDef(name=name, lineno=line):
                yield name, line
            case ast.AsyncFunctionDef(name=name, lineno=line):
                yield name, line
            case ast.alias(asname=str(name), lineno=line):
                yield name, line
            case ast.ExceptHandler(name=str(name), lineno=line):
                yield name, line
            case ast.MatchAs(name=str(name), lineno=line):
                yield name, line
            case ast.MatchStar(name=str(name), lineno=line):
                yield name, line
            case ast.MatchMapping(rest=str(name), lineno=line):
                yield name, line
            case _:
                pass


def offences(file: Path) -> Iterator[str]:
    """Forbidden names of one module, as `path:line: name`."""
    path = file.relative_to(GENERATOR).as_posix()
    for name, line in bound_names(ast.parse(file.read_text("utf-8"))):
        if name.strip("_").lower() in FORBIDDEN and f"{path}: {name}" not in EXCEPTIONS:
            yield f"{path}:{line}: {name}"


def offences_of(room: str) -> list[str]:
    folder = GENERATOR / room
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]
    return [offence for file in files for offence in offences(file)]


@pytest.mark.parametrize("room", ROOMS)
def test_names_are_not_mere_participles(room: str) -> None:
    assert offences_of(room) == []


def test_packages_to_do_still_have_something_to_do() -> None:
    done = [room for room in sorted(TODO) if not offences_of(room)]
    assert done == [], "remove these from TODO"


@pytest.mark.parametrize(
    "source",
    [
        "found = 1",
        "def f(given): ...",
        "def f(*, held=1): ...",
        "def _told(): ...",
        "class Kept: ...",
        "self.made = 1",
        "for said in (): ...",
        "x = [kept for kept in ()]",
        "match 1:\n    case [*held]: ...",
        "match 1:\n    case {**kept}: ...",
        "if (found := 1): ...",
        "import a as made",
        "class A:\n    kept: int",
    ],
)
def test_the_test_sees_every_binding(source: str) -> None:
    names = {name.strip("_").lower() for name, _ in bound_names(ast.parse(source))}
    assert names & FORBIDDEN
