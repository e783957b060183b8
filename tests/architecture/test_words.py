"""Names say what they hold: participles that fit any value are not allowed as names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from tokenize import COMMENT, generate_tokens

import pytest

ROOT = Path(__file__).parents[2]
GENERATOR = ROOT / "generator/restamp"
TESTS = ROOT / "tests"
RUNTIME = ROOT / "templates/runtime"
FORBIDDEN = frozenset({"found", "made", "said", "held", "told", "given", "kept"})
EXCEPTIONS: frozenset[str] = frozenset()
"""Justified names, as `folder/module.py: name`."""
ROOMS = sorted({file.relative_to(GENERATOR).parts[0] for file in GENERATOR.rglob("*.py")})
TEST_FOLDERS = sorted({file.relative_to(TESTS).parts[0] for file in TESTS.rglob("*.py")})
RUNTIME_MODULES = sorted(file.stem for file in RUNTIME.glob("*.py"))
PROSE = re.compile(r"\b(?:answers?|for ever|nonsense|hurried|whoever)\b", re.IGNORECASE)
"""Words that docstrings and comments of the runtime do not use: a server sends a response."""


ADVICE = "use a noun that says what the value is; a server sends a `response` (CONTRIBUTING.md, Names and words)"


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


def offences(file: Path, root: Path) -> Iterator[str]:
    """Forbidden names of one module, as `path:line: name`."""
    path = file.relative_to(root).as_posix()
    for name, line in bound_names(ast.parse(file.read_text("utf-8"))):
        if name.strip("_").lower() in FORBIDDEN and f"{path}: {name}" not in EXCEPTIONS:
            yield f"{path}:{line}: {name}"


def offences_of(room: str, root: Path = GENERATOR) -> list[str]:
    folder = root / room
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]
    return [
        offence
        for file in files
        if "expected" not in file.parts
        for offence in offences(file, root)
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_names_are_not_mere_participles(room: str) -> None:
    assert offences_of(room) == [], ADVICE


@pytest.mark.parametrize("folder", TEST_FOLDERS)
def test_names_in_tests_are_not_mere_participles(folder: str) -> None:
    assert offences_of(folder, TESTS) == [], ADVICE


def prose_of(text: str) -> Iterator[tuple[int, str]]:
    """The comments and docstrings of a module, with their lines."""
    for token in generate_tokens(StringIO(text).readline):
        if token.type == COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(docstring), lineno=line)):
                yield line, docstring
            case _:
                pass


def runtime_offences(module: str) -> list[str]:
    file = RUNTIME / f"{module}.py"
    return [
        *offences(file, RUNTIME),
        *(
            f"{file.name}:{line}: {word[0]}"
            for line, text in prose_of(file.read_text("utf-8"))
            for word in PROSE.finditer(text)
        ),
    ]


@pytest.mark.parametrize("module", RUNTIME_MODULES)
def test_the_runtime_uses_the_words_of_its_field(module: str) -> None:
    assert runtime_offences(module) == [], ADVICE


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
