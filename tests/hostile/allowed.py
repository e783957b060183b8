"""What generated source imports: what the templates import, and what the generator's own source names.

Nothing is listed here: another import in a template, or another class of the runtime in a view, is allowed from then on.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import restamp
from restamp.runtime.source import templates_folder

ROOMS = ("kinds", "python", "runtime")
"""Where the generator says what generated source imports."""
PREFIXES = ("", "async_", "Async")
"""Before names of what there is for both clients."""
WORD = re.compile(r"\w+(\.\w+)*")
IMPORT = re.compile(r"^\s*(?:from (.+) )?import ([\w, ]+)$", re.MULTILINE)
"""An import of names that do not depend on the view, though the module may."""


def _texts() -> Iterator[str]:
    """The names that the generator's own source has as texts."""
    for room in ROOMS:
        for file in (Path(restamp.__file__).parent / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                text = node.value if isinstance(node, ast.Constant) else None
                if isinstance(text, str) and WORD.fullmatch(text):
                    yield text


def _imports() -> Iterator[tuple[str, list[str]]]:
    """The fixed imports of the templates: each module, and what of it."""
    for file in sorted((templates_folder() / "package").glob("*.py.jinja")):
        for match in IMPORT.finditer(file.read_text("utf-8")):
            names = re.findall(r"\w+", match[2])
            yield from ((match[1], names),) if match[1] else ((name, []) for name in names)


TEXTS = frozenset(_texts())
MODULES = {module for module, _ in _imports()} | TEXTS
"""The modules that generated source imports, beside its own."""
NAMES = TEXTS | {name for _, names in _imports() for name in names}


def is_ours(name: str) -> bool:
    """Whether the templates or views import something of this name."""
    return any(name.removeprefix(prefix) in NAMES for prefix in PREFIXES)
