"""Every code of a diagnostic is in the catalogue, which tests/docs/reference explains; nothing decides by comparing codes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from restamp.diagnostics.catalog import ENTRIES, SECTIONS
from restamp.diagnostics.model import Severity

Modules = Mapping[str, Any]
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
SEVERITIES = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.NOTE,
    "warn": Severity.WARNING,
    "widen": Severity.WARNING,
    "note_once": Severity.NOTE,
}
"""What the methods that report a diagnostic make of it."""
NOT_DIAGNOSTICS = {"restamp.cli.options.arguments", "restamp.diagnostics.model"}
"""argparse has an `error` too, and the collector passes on what it is given."""


def takes_code(modules: Modules) -> dict[str, int]:
    """The position of the argument `code`, by the name of the function or class that takes one."""
    positions: dict[str, int] = {}
    for module in modules.values():
        for node in ast.walk(module.tree):
            match node:
                case ast.FunctionDef(name=name, args=arguments) if name != "__init__":
                    names = [a.arg for a in arguments.args if a.arg not in ("self", "cls")]
                case ast.ClassDef(name=name, body=body):
                    names = members(body)
                case _:
                    continue
            if "code" in names:
                positions[name] = names.index("code")
    return positions


def members(body: list[ast.stmt]) -> list[str]:
    """The arguments of a class's constructor: its own, or the fields of a dataclass."""
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name == "__init__":
            return [argument.arg for argument in node.args.args[1:]]
    return [
        node.target.id
        for node in body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]


def codes(modules: Modules) -> Iterator[tuple[str, str, ast.expr]]:
    """Where a code is written, by what it is given to, and its expression."""
    positions = takes_code(modules)
    for module in modules.values():
        if module.name in NOT_DIAGNOSTICS:
            continue
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            index = positions.get(name)
            if index is None or len(node.args) <= index:
                continue
            yield f"{module.name}:{node.lineno}", name, node.args[index]


def literals(modules: Modules) -> Iterator[tuple[str, str, str]]:
    for where, name, code in codes(modules):
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            yield where, name, code.value


def test_codes_are_literals_where_they_are_made(modules: Modules) -> None:
    """Elsewhere they are passed on, as the argument `code` or the code of another value."""
    wrong = [
        f"{where}: {ast.unparse(code)}"
        for where, name, code in codes(modules)
        if not isinstance(code, ast.Constant)
        and not (isinstance(code, ast.Name) and code.id == "code")
        and not (isinstance(code, ast.Attribute) and code.attr == "code")
        and name != "remark"  # of the console, and of readings
    ]
    assert not wrong


def test_the_catalogue_has_every_code_and_no_other(modules: Modules) -> None:
    used = {code for _, name, code in literals(modules) if name != "remark" or CODE.fullmatch(code)}
    assert sorted(used - ENTRIES.keys()) == [], "add them to restamp.diagnostics.catalog"
    assert sorted(ENTRIES.keys() - used) == [], "nothing reports them"


def test_the_catalogue_has_the_severities(modules: Modules) -> None:
    wrong = [
        f"{where}: {code} is {severity}"
        for where, name, code in literals(modules)
        if (severity := SEVERITIES.get(name)) and severity not in ENTRIES[code].severities
    ]
    assert not wrong


def test_codes_are_unique_and_explained() -> None:
    entries = [entry for section in SECTIONS.values() for entry in section]
    assert len(entries) == len(ENTRIES)
    for entry in entries:
        assert CODE.fullmatch(entry.code)
        assert entry.severities and entry.meaning.endswith(".") and entry.advice


@pytest.mark.parametrize("attribute", ["code", "severity"])
def test_nothing_is_decided_by_comparing_strings(modules: Modules, attribute: str) -> None:
    wrong = [
        f"{module.name}:{node.lineno}: {ast.unparse(node)}"
        for module in modules.values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Compare)
        and isinstance(node.left, ast.Attribute)
        and node.left.attr == attribute
        and not ast.unparse(node.comparators[0]).startswith("Severity.")
    ]
    assert not wrong


def test_no_error_is_a_string(modules: Modules) -> None:
    """A function gives a value, or a Problem or another value that says why not; a string is a string."""
    value = {"Json", "bool", "int", "float", "bytes", "None", "str"}
    wrong: list[str] = []
    for module in modules.values():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.FunctionDef) or node.returns is None:
                continue
            kinds = {kind.strip() for kind in ast.unparse(node.returns).split(" | ")}
            if "str" in kinds and (kinds - value or "bytes" in kinds):
                wrong.append(f"{module.name}.{node.name} -> {ast.unparse(node.returns)}")
    assert not wrong
