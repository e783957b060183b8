"""Fresh interpreters, and the packages that they import."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Package:
    """A generated package: where it lies, and what it is called."""

    home: Path
    """What is on the path."""
    name: str

    @property
    def folder(self) -> Path:
        return self.home.joinpath(*self.name.split("."))

    @property
    def modules(self) -> list[str]:
        """Every module, by its full name."""
        return sorted(self.name_of(file) for file in self.folder.rglob("*.py"))

    @property
    def models(self) -> list[str]:
        """Every module of models, by its full name."""
        within = f"{self.name}.models."
        own = {within + "_exports"}
        return [m for m in self.modules if m.startswith(within) and m not in own]

    def name_of(self, file: Path) -> str:
        parts = file.relative_to(self.home).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def tree_of(self, module: str) -> ast.Module:
        file = self.home.joinpath(*module.split("."))
        file = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")
        return ast.parse(file.read_text("utf-8"))

    def run(self, code: str) -> Any:
        """What a fresh interpreter prints as JSON; `PACKAGE` in the code stands for the package's name."""
        return run(code.replace("PACKAGE", self.name), self.home)


def run(code: str, home: Path) -> Any:
    """What a fresh interpreter, with one folder on its path, prints as JSON."""
    variables = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "BLINK", "TRACECAT"))
    }
    done = subprocess.run(
        [sys.executable, "-P", "-c", textwrap.dedent(code)],
        env=variables | {"PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout else None


def executed(body: list[ast.stmt]) -> list[ast.Import | ast.ImportFrom]:
    """The imports of a module that run with it; not those for type checkers, nor those in functions."""
    return [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]


def siblings(package: Package, module: str) -> set[str]:
    """The modules beside it that a module of models imports."""
    parent = module.rpartition(".")[0]
    return {
        f"{parent}.{node.module}"
        for node in executed(package.tree_of(module).body)
        if isinstance(node, ast.ImportFrom) and node.level == 1
    }


def closure(package: Package, module: str) -> set[str]:
    """The module, what it refers to, what that refers to, and so on."""
    reached: set[str] = set()
    waiting = {module}
    while waiting:
        reached |= waiting
        waiting = {other for name in waiting for other in siblings(package, name)} - reached
    return reached
