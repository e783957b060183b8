"""Which modules of the runtime a package needs: those that its own files import, and what these import in turn.

Imports for type checkers count, too: a package is type-checked where it is vendored.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from functools import cache

from restamp.emit.render import runtime_texts
from restamp.python.modules.runtime import FOLDER

_IMPORT = re.compile(rf"^ *from \.+{FOLDER}(?:\.(\w+))? import\b", re.MULTILINE)


def runtime_files(files: Mapping[str, str]) -> dict[str, str]:
    """The modules that generated files need: path in the package to text, byte for byte as they stand."""
    imported = {"__init__"}
    for path, text in files.items():
        # The text of a docstring may look like an import.
        if path.endswith(".py") and not imported.issuperset(_IMPORT.findall(text)):
            imported |= _modules(ast.parse(text), FOLDER)
    texts = runtime_texts()
    return {f"{FOLDER}/{name}.py": texts[name] for name in sorted(closure(imported))}


def closure(modules: Iterable[str]) -> set[str]:
    """Modules of the runtime with all that they import in turn."""
    imports = _imports()
    needed: set[str] = set()
    pending = list(modules)
    while pending:
        module = pending.pop()
        if module not in needed:
            needed.add(module)
            pending += imports[module]
    return needed


@cache
def _imports() -> Mapping[str, frozenset[str]]:
    """The modules of the runtime that each of them imports."""
    return {
        name: frozenset(_modules(ast.parse(text), "")) for name, text in runtime_texts().items()
    }


def _modules(tree: ast.Module, folder: str) -> set[str]:
    """The modules that a module imports from a folder beside or above it, or from its own where that is ""."""
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            first, _, rest = (node.module or "").partition(".")
            if folder and first != folder:
                continue
            module = rest if folder else first
            modules |= {module} if module else {alias.name for alias in node.names}
    return modules
