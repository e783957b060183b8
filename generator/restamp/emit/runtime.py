"""Select the runtime modules that a package needs: those that its files import directly or indirectly.

Imports for type checkers are included: a package is type-checked where it is vendored.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping

from restamp.ir.walk import closure
from restamp.runtime.modules import FOLDER
from restamp.runtime.source import imports_of, modules_below, runtime_texts

_IMPORT = re.compile(rf"^ *from \.+{FOLDER}(?:\.(\w+))? import\b", re.MULTILINE)


def runtime_files(files: Mapping[str, str]) -> dict[str, str]:
    """The runtime modules that generated files need, unchanged, by path in the package."""
    imported = {"__init__"}
    for path, text in files.items():
        # A docstring may look like an import.
        if path.endswith(".py") and not imported.issuperset(_IMPORT.findall(text)):
            imported |= modules_below(ast.parse(text), FOLDER)
    texts = runtime_texts()
    return {f"{FOLDER}/{name}.py": texts[name] for name in sorted(_closure(imported))}


def _closure(modules: Iterable[str]) -> set[str]:
    """Runtime modules with everything that they import directly or indirectly."""
    return closure(modules, imports_of)
