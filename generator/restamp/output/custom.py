"""The user's module `_custom.py` next to `client.py`, which can replace the generated clients.

It may define `Client`, `AsyncClient` or both, usually as subclasses of the generated ones:

    from .client import Client as Generated

    class Client(Generated):
        def ping(self) -> bool: ...

The package then exports these classes, and Restamp never changes the file.
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


def with_custom_clients(config: ClientConfig, name: str, diagnostics: Diagnostics) -> ClientConfig:
    """Add the client classes that the user's `_custom.py` defines or imports.

    `name` is the folder of the package in diagnostics: custom-invalid if the file is not valid Python, or a client
    class does not derive from the generated one.
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
        message = f"not valid Python: {getattr(error, 'msg', error)}"
        shown, position = f"{name}/{FILE}", Position(line, 1)
        diagnostics.error("custom-invalid", message, file=shown, position=position)
        return config
    _check_bases(tree, f"{name}/{FILE}", diagnostics)
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
    """Warn with custom-missing if the package imports clients from a `_custom.py` that was removed."""
    if (config.output / FILE).exists():
        return
    try:
        exports = (config.output / "__init__.py").read_text("utf-8", "replace")
    except OSError:
        return
    if "from ._custom import " in exports:
        message = "was removed; the package exports the generated clients again"
        diagnostics.warning("custom-missing", message, file=f"{name}/{FILE}")


def _check_bases(tree: ast.Module, name: str, diagnostics: Diagnostics) -> None:
    """Report client classes that cannot derive from the generated one."""
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
    """Whether a class has a direct or indirect base that is neither from this module nor built in."""
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
