"""Which modules of the runtime a package needs: those that its own files import, and what these import in turn.

Imports for type checkers count, too: a package is type-checked where it is vendored.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping

from restamp.runtime.modules import FOLDER
from restamp.runtime.source import imports_of, modules_below, runtime_texts

_IMPORT = re.compile(rf"^ *from \.+{FOLDER}(?:\.(\w+))? import\b", re.MULTILINE)


def runtime_files(files: Mapping[str, str]) -> dict[str, str]:
    """The modules that generated files need: path in the package to text, byte for byte as they stand."""
    imported = {"__init__"}
    for path, text in files.items():
        # The text of a docstring may look like an import.
        if path.endswith(".py") and not imported.issuperset(_IMPORT.findall(text)):
            imported |= modules_below(ast.parse(text), FOLDER)
    texts = runtime_texts()
    return {f"{FOLDER}/{name}.py": texts[name] for name in sorted(_closure(imported))}


def _closure(modules: Iterable[str]) -> set[str]:
    """Modules of the runtime with all that they import in turn."""
    needed: set[str] = set()
    pending = list(modules)
    while pending:
        module = pending.pop()
        if module not in needed:
            needed.add(module)
            pending += imports_of(module)
    return needed
