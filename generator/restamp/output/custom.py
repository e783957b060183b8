"""The user's own module in a package, `_custom.py` beside `client.py`: its clients are the package's.

It may define `Client` and `AsyncClient`, or one of them, each most simply as a subclass of the generated one:

    from .client import Client as Generated

    class Client(Generated):
        def ping(self) -> bool: ...

The package then exports that one, type checkers see it, and no run ever touches the file.
"""

from __future__ import annotations

import ast
import builtins
from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.position import Position

FILE = "_custom.py"
CLIENTS = {"Client", "AsyncClient"}


def customised(config: ClientConfig, name: str, diagnostics: Diagnostics) -> ClientConfig:
    """The client with what the user's `_custom.py` beside `client.py` defines: a class, a name, an import.

    `name` is how diagnostics call the package's folder: custom-invalid where the file is not Python or its client
    cannot be one.
    """
    file = config.output / FILE
    try:
        content = file.read_bytes()
    except OSError:
        return config
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None) or 1
        said = f"no Python: {getattr(error, 'msg', error)}"
        shown, position = f"{name}/{FILE}", Position(line, 1)
        diagnostics.error("custom-invalid", said, file=shown, position=position)
        return config
    _refuse_strangers(tree, f"{name}/{FILE}", diagnostics)
    bound: set[str] = set()
    for node in tree.body:
        match node:
            case ast.ClassDef(name=own):
                bound.add(own)
            case ast.ImportFrom(names=names) | ast.Import(names=names):
                bound |= {alias.asname or alias.name for alias in names}
            case ast.Assign(targets=targets):
                bound |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=own)):
                bound.add(own)
            case _:
                pass
    return replace(config, custom=tuple(sorted(bound & CLIENTS)))


def warn_if_missing(config: ClientConfig, name: str, diagnostics: Diagnostics) -> None:
    """A warning, custom-missing, where the package that is there imports clients from a `_custom.py` that is gone."""
    if (config.output / FILE).exists():
        return
    try:
        exports = (config.output / "__init__.py").read_text("utf-8", "replace")
    except OSError:
        return
    if "from ._custom import " in exports:
        message = "is gone; the package exports the generated clients again"
        diagnostics.warning("custom-missing", message, file=f"{name}/{FILE}")


def _refuse_strangers(tree: ast.Module, name: str, diagnostics: Diagnostics) -> None:
    """An error for each client class that derives from nothing that could be the generated one."""
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    for client in sorted(CLIENTS & classes.keys()):
        node = classes[client]
        if not _may_derive(node, classes, set()):
            message = (
                f"{client} does not derive from the generated client; write "
                f"`from .client import {client} as Generated` and `class {client}(Generated)`"
            )
            position = Position(node.lineno, node.col_offset + 1)
            diagnostics.error("custom-invalid", message, file=name, position=position)


def _may_derive(node: ast.ClassDef, classes: dict[str, ast.ClassDef], seen: set[str]) -> bool:
    """Whether a base of a class is, at some remove, not a class of this module or of Python's own."""
    for base in node.bases:
        bare = base.value if isinstance(base, ast.Subscript) else base
        if not isinstance(bare, ast.Name):
            return True
        if bare.id in classes and bare.id != node.name:
            if bare.id not in seen and _may_derive(classes[bare.id], classes, {*seen, bare.id}):
                return True
        elif not hasattr(builtins, bare.id):
            return True
    return False
