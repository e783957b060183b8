"""The IR is data: frozen, neutral, and made of tuples."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

Modules = Mapping[str, Any]

MUTABLE = {"list", "dict", "set", "Any"}
PYTHON_WORDS = {"python", "pydantic", "annotation", "snake", "pascal", "identifier", "keyword"}


def ir(modules: Modules) -> list[Any]:
    return [module for name, module in modules.items() if name.startswith("restamp.ir")]


def test_every_class_is_frozen_data(modules: Modules) -> None:
    wrong = [
        f"{module.name}.{node.name}"
        for module in ir(modules)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and not (is_frozen(node) or is_enum(node))
    ]
    assert not wrong


def test_fields_do_not_change(modules: Modules) -> None:
    wrong = [
        f"{module.name}:{field.lineno} {ast.unparse(field)}"
        for module in ir(modules)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for field in node.body
        if isinstance(field, ast.AnnAssign) and MUTABLE & names(field.annotation)
    ]
    assert not wrong


def test_the_ir_imports_nothing_else(modules: Modules) -> None:
    for module in ir(modules):
        inside = module.inside - {"restamp.records"}
        assert all(target.startswith("restamp.ir") for target in inside)


def test_it_knows_no_python(modules: Modules) -> None:
    wrong = [
        f"{module.name}: {word}"
        for module in ir(modules)
        for word in names(module.tree)
        if PYTHON_WORDS & set(word.lower().split("_"))
    ]
    assert not wrong


def is_frozen(node: ast.ClassDef) -> bool:
    return any(
        isinstance(decorator, ast.Call)
        and ast.unparse(decorator.func) == "dataclass"
        and {"frozen", "slots"} <= {keyword.arg for keyword in decorator.keywords}
        for decorator in node.decorator_list
    )


def is_enum(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base) in ("Enum", "StrEnum", "IntEnum") for base in node.bases)


def names(tree: ast.AST) -> set[str]:
    used_names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return used_names | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
