"""What generated source may consist of, and its shape: the tree without literals and without names."""

from __future__ import annotations

import ast
import io
import keyword
import re
import tokenize
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from restamp.emit.header import PYTHON

from .allowed import MODULES, is_ours

DUNDERS = {"__all__", "__future__", "__getattr__", "__init__", "__name__", "__pydantic_extra__"}
COMMENTS = re.compile(r"# noqa: [A-Z0-9, ]+")
EXPORTS = (1, "_exports")
"""The one module that everything is imported from: where it is and its name."""

NODES = (
    *(ast.Module, ast.ImportFrom, ast.Import, ast.alias, ast.Load, ast.Store),
    *(ast.ClassDef, ast.FunctionDef, ast.arguments, ast.arg, ast.Return, ast.Pass, ast.Lambda),
    *(ast.Expr, ast.Assign, ast.AnnAssign, ast.Call, ast.keyword, ast.If),
    *(ast.Delete, ast.Del),
    *(ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Tuple, ast.List, ast.Dict),
    *(ast.BinOp, ast.BitOr, ast.LShift, ast.UnaryOp, ast.USub),
)


def own(files: Mapping[str, str]) -> dict[str, str]:
    """The files of Python that depend on the document."""
    return {
        path: text
        for path, text in files.items()
        if path.endswith(".py") and not path.startswith("_runtime/")
    }


def check(path: str, text: str, files: Mapping[str, str]) -> ast.Module:
    """Assert that one generated file holds nothing but what generated files are made of."""
    for line in text.split("\n"):
        assert line.replace("\t", "").isprintable(), f"{path}: {line!r}"
    assert text.startswith(PYTHON), path
    for token in tokenize.generate_tokens(io.StringIO(text.removeprefix(PYTHON)).readline):
        if token.type == tokenize.COMMENT:
            assert COMMENTS.fullmatch(token.string), f"{path}: {token.string}"
        elif token.type == tokenize.NAME:
            assert unicodedata.is_normalized("NFKC", token.string), f"{path}: {token.string!r}"
            assert token.string.isidentifier(), f"{path}: {token.string!r}"
    tree = ast.parse(text, path)
    compile(tree, path, "exec", dont_inherit=True)
    bound = {local for local, name in imported(tree) if is_ours(name)}
    for node in ast.walk(tree):
        assert isinstance(node, NODES), f"{path}:{getattr(node, 'lineno', 0)}: {ast.dump(node)}"
        for name in names(node):
            assert name.isidentifier(), f"{path}: {name!r}"
            assert not keyword.iskeyword(name), f"{path}: {name!r}"
            assert not name.startswith("__") or name in DUNDERS, f"{path}: {name}"
        if isinstance(node, ast.Call):
            assert is_expected(node, bound), f"{path}:{node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            assert is_known(node, path, files), f"{path}:{node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.If):
            assert ast.unparse(node.test) == "TYPE_CHECKING", path
    return tree


def names(node: ast.AST) -> Iterator[str]:
    """The identifiers that a node itself has."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            yield name
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            yield name
        case ast.keyword(arg=str(name)):
            yield name
        case ast.alias(name="*"):
            pass
        case ast.alias(name=name, asname=local):
            yield name.rpartition(".")[2]
            if local is not None:
                yield local
        case _:
            pass


def imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """What a module imports: what it is called there, and its own name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, alias.name) for alias in node.names)


def is_expected(call: ast.Call, bound: Collection[str]) -> bool:
    """Whether a call is one that the templates and views make: of what they import, `super`, or a resource."""
    match call.func:
        case ast.Attribute(attr="__init__", value=ast.Call(func=ast.Name(id="super"))):
            return True
        case ast.Name(id=name):
            arguments = [ast.unparse(argument) for argument in call.args]
            of_resource = arguments == ["self"] and not call.keywords
            return name in bound or name == "super" or of_resource
        case _:
            return False


def is_known(node: ast.Import | ast.ImportFrom, path: str, files: Mapping[str, str]) -> bool:
    """Whether an import is from the package itself, or from one of a few libraries."""
    if isinstance(node, ast.Import):
        return all(alias.asname is None and alias.name in MODULES for alias in node.names)
    if not node.level:
        return node.module in MODULES and all(is_ours(alias.name) for alias in node.names)
    if any(alias.name == "*" for alias in node.names) and (node.level, node.module) != EXPORTS:
        return False
    folder = path.split("/")[: -node.level]
    start = "/".join([*folder, *(node.module or "").split(".")]).strip("/")
    prefix = f"{start}/" if start else ""
    if node.module:
        return f"{start}.py" in files or f"{prefix}__init__.py" in files
    return all(
        f"{prefix}{alias.name}.py" in files or f"{prefix}{alias.name}/__init__.py" in files
        for alias in node.names
    )


class _Shape(ast.NodeTransformer):
    """Blanks literals, and names where they may differ."""

    def __init__(self, names: bool) -> None:
        self._names = names

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        kind = type(node.value).__name__
        return ast.Constant(kind)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        self.generic_visit(node)
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        if self._names:
            for attribute in ("id", "attr", "arg", "name", "asname", "module"):
                if isinstance(getattr(node, attribute, None), str):
                    setattr(node, attribute, "_")
        return node


def shapes(files: Mapping[str, str], *, names: bool) -> object:
    """What must be the same for two documents that differ in texts only; with `names`, in names too.

    Then the order of files and statements is the order of names, and does not count.
    """
    values: dict[str, list[str]] = {}
    for path, text in own(files).items():
        tree = _Shape(names).visit(ast.parse(text))
        values[path] = [ast.dump(statement) for statement in tree.body]
    if not names:
        return values
    return sorted((path.count("/"), sorted(body)) for path, body in values.items())
