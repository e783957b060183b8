"""Select the runtime modules that a package needs: those that its files import directly or indirectly.

Imports for type checkers are included: a package is type-checked where it is vendored.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress

from restamp.ir.walk import closure
from restamp.runtime.source import imports_of, modules_below, runtime_texts


def runtime_modules(files: Mapping[str, str], runtime: str) -> frozenset[str]:
    """The modules of the runtime that generated files need; `runtime` is where the package finds it."""
    module = runtime.lstrip(".")
    import_ = re.compile(rf"from \.+{re.escape(module)}(?:\.(\w+))? import\b")
    imported = {"__init__"}
    # Small files are parsed in place of large ones with the same imports.
    for path, text in sorted(files.items(), key=lambda file: len(file[1])):
        # A docstring may look like an import. A pattern without an anchor is found many times faster.
        if path.endswith(".py") and not imported.issuperset(import_.findall(text)):
            imported |= modules_below(_parsed(text, text.rindex(f".{module}")), module)
    return frozenset(closure(imported, imports_of))


def _parsed(text: str, last: int) -> ast.Module:
    """The syntax tree of a text up to its `last` import, which is near the start; of all of it, if that is no module."""
    end = text.find("\n", text.find("import", last))
    if text[end - 1] == "(":
        end = text.find(")", end) + 1
    with suppress(SyntaxError):
        return ast.parse(text[:end])
    return ast.parse(text)


def runtime_files(modules: Iterable[str]) -> dict[str, str]:
    """The texts of modules of the runtime, unchanged, by path in its folder."""
    texts = runtime_texts()
    return {f"{name}.py": texts[name] for name in sorted(modules)}
