"""Names that import their module when they are first used (PEP 562)."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from sys import modules
from threading import RLock
from typing import Any, TypeVar

C = TypeVar("C", bound=type[Any])


def lazy_exports(package: str, table: str) -> Callable[[str], Any]:
    """The `__getattr__` of `package`; its `__dir__` is put in place as well.

    A line of `table` that begins with a dot names a submodule, and the lines below it
    the names that live there; below a dot alone are names of submodules. The table is
    searched and not parsed: that of a large API has thousands of names.
    """
    module = modules[package]
    # Modules that import each other in a circle must be entered by one thread at a time:
    # two that meet inside would fail with `_DeadlockError`. Submodules need no lock, and
    # must have none: modules ask for them while they are being imported themselves.
    one_by_one = RLock()

    def renew() -> None:
        nonlocal one_by_one
        one_by_one = RLock()  # A forked process has no thread that would release it.

    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=renew)

    def names() -> list[str]:
        return sorted(line for line in table.split() if line[0] != ".")

    def __getattr__(name: str) -> Any:
        if name == "__all__":
            return names()
        at = table.find(f"\n{name}\n")
        if at < 0 or name[:1] == ".":
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        start = table.rindex("\n.", 0, at + 1) + 1
        home = table[start : table.index("\n", start)]
        if home == ".":
            return import_module(f"{package}.{name}")
        with one_by_one:
            value = getattr(import_module(home, package), name)
        module.__dict__[name] = value
        return value

    def __dir__() -> list[str]:
        special = (name for name in vars(module) if name.startswith("__"))
        return sorted({*special, "__all__", *names()})

    module.__dict__["__dir__"] = __dir__
    return __getattr__


def public(kind: C) -> C:
    """Gives a class the module that users import it from, if the package exports it."""
    package = kind.__module__.rsplit(".", 2)[0]
    if kind.__name__ in getattr(modules.get(package), "__all__", ()):
        is_error = issubclass(kind, Exception)
        kind.__module__ = f"{package}.errors" if is_error else package
    return kind
