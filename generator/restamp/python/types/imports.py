"""Imports as values: names are collected while a module is written, and printed last."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from typing import NamedTuple

from restamp.python.types.literals import WIDTH
from restamp.records import dataclass
from restamp.runtime.modules import FOLDER, placed


class Symbol(NamedTuple):
    """A name in a module, relative (`..models`) or absolute; a tuple, since symbols are hashed often."""

    module: str
    name: str


@dataclass(slots=True)
class Imports:
    """The imports of one module; `taken` are names that have another meaning in it.

    `siblings` are names reserved for imports from modules of the same package. `package` is the relative path of the
    generated package: ".." in a subpackage, "." next to `client.py`.
    """

    taken: frozenset[str] = frozenset()
    siblings: frozenset[str] = frozenset()
    package: str = ".."
    runtime: str = FOLDER
    """Where the package has its runtime."""
    _local: dict[Symbol, str] = field(default_factory=dict[Symbol, str])
    _names: set[str] = field(default_factory=set[str])
    """The local names."""
    _used: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """The local names by the arguments of `use`: a module uses most of its imports many times."""

    def local_name(self, module: str, name: str) -> str | None:
        """The local name of a symbol, if it is imported already."""
        return self._local.get(Symbol(module, name))

    def symbols(self) -> frozenset[Symbol]:
        """The names imported so far."""
        return frozenset(self._local)

    def use(self, module: str, name: str, preferred: str | None = None) -> str:
        """Import a symbol and return its local name: the preferred one or its own, unless that is taken.

        `module` is as in an import statement, or a module of `runtime`.
        """
        known = self._used.get((module, name))
        if known is None:
            known = self._used[module, name] = self._use(module, name, preferred or name)
        return known

    def _use(self, module: str, name: str, local: str) -> str:
        if module.startswith(FOLDER):
            module = self.package + placed(module, self.runtime)
        symbol = Symbol(module, name)
        if symbol not in self._local:
            siblings = frozenset[str]() if is_sibling(module) else self.siblings
            while local in self._names or local in self.taken or local in siblings:
                local += "_"
            self._local[symbol] = local
            self._names.add(local)
        return self._local[symbol]

    def as_named(self, expression: str) -> str:
        """An expression with the own names of the symbols that have another local name."""
        for symbol, local in self._local.items():
            if local != symbol.name:
                expression = re.sub(rf"\b{local}\b", symbol.name, expression)
        return expression

    def lines(
        self,
        only: Callable[[Symbol], bool] = lambda symbol: True,
        note: str = "",
        indent: int = 0,
    ) -> list[str]:
        """Sorted import statements: standard library, third parties, then relative ones.

        `note` is a linter comment after each statement; `indent` is their indentation.
        """
        groups: dict[str, list[str]] = {}
        for symbol, local in self._local.items():
            if only(symbol):
                item = symbol.name if local == symbol.name else f"{symbol.name} as {local}"
                groups.setdefault(symbol.module, []).append(item)
        lines: list[str] = []
        section = None
        for number, _, _, module in sorted(map(_order, groups)):
            if section is not None and number != section:
                lines.append("")
            section, names = number, groups[module]
            if len(names) > 1:
                names.sort(key=_name_order)
            lines += _statement(module, names, note, WIDTH - indent)
        return lines


def is_sibling(module: str) -> bool:
    """Whether a module is in the same package as the importing one."""
    return module.startswith(".") and not module.startswith("..")


def _statement(module: str, names: list[str], note: str, width: int) -> list[str]:
    """One import statement, on one line if it fits."""
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= width:
        return [line + note]
    return [f"from {module} import ({note}", *(f"    {name}," for name in names), ")"]


def _section(module: str) -> int:
    if module.startswith("."):
        return 2
    return 1 if module.split(".")[0] in ("pydantic", "typing_extensions", "httpx2") else 0


def _order(module: str) -> tuple[int, int, str, str]:
    """The sort key of a module: its section, then the most distant package first, then the name."""
    name = module.lstrip(".")
    return _section(module), len(name) - len(module), name, module


def _name_order(name: str) -> tuple[int, str]:
    """The sort key of import sorters: constants, then classes, then the rest."""
    plain = name.partition(" ")[0]
    if plain.isupper():
        return 0, name
    return (1, name) if plain[:1].isupper() else (2, name)
