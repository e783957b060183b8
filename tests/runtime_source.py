"""The runtime as syntax trees: what its modules define, and the members of its classes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from restamp.runtime.source import runtime_texts


@cache
def tree_of(module: str) -> ast.Module:
    """Parse a module of the runtime."""
    return ast.parse(runtime_texts()[module])


def members_of(module: str, name: str) -> frozenset[str]:
    """The public members of a runtime class, including inherited ones."""
    tree = tree_of(module)
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            members = {member for member in _members(node) if not member.startswith("_")}
            return frozenset(members).union(
                *(members_of(*home) for base in node.bases for home in _homes(tree, module, base))
            )
    raise LookupError(f"the runtime's module {module} has no class {name}")


def _members(node: ast.ClassDef) -> Iterator[str]:
    """The names in the body of a class, and the attributes that its methods assign."""
    for part in node.body:
        match part:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case _:
                pass
    for inner in ast.walk(node):
        match inner:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name
            case _:
                pass


def _homes(tree: ast.Module, module: str, base: ast.expr) -> Iterator[tuple[str, str]]:
    """The runtime module and the name of a base class; None if it is not from the runtime."""
    bare = base.value if isinstance(base, ast.Subscript) else base
    if not isinstance(bare, ast.Name):
        return
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name) if name == bare.id:
                yield module, name
            case ast.ImportFrom(module=str(other), level=1, names=names):
                yield from (
                    (other, alias.name)
                    for alias in names
                    if bare.id == (alias.asname or alias.name)
                )
            case _:
                pass
