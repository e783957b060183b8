"""The user's own module in a package, `_custom.py` beside `client.py`: its clients are the package's.

It may define `Client` and `AsyncClient`, or one of them, each most simply as a subclass of the generated one:

    from .client import Client as Generated

    class Client(Generated):
        def ping(self) -> bool: ...

The package then exports that one, type checkers see it, and no run ever touches the file.
"""

from __future__ import annotations

import ast
from dataclasses import replace

from restamp.config import ClientConfig
from restamp.diagnostics import Diagnostics, Position

FILE = "_custom.py"
CLIENTS = {"Client", "AsyncClient"}


def customised(config: ClientConfig, name: str, diagnostics: Diagnostics) -> ClientConfig:
    """The client with what the user's `_custom.py` beside `client.py` defines: a class, a name, an import.

    `name` is how diagnostics call the package's folder: custom-invalid where it is no Python.
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
