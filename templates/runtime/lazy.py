"""Exports that are imported on first use (PEP 562); locks that survive a fork."""

from __future__ import annotations

import os
from collections.abc import Callable
from sys import modules
from threading import Lock, RLock
from weakref import WeakSet

# What is called after a fork keeps all that this module refers to until the very end.
# `typing` and `importlib` refer to most classes: a process would end 9 ms later.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol, TypeVar

    C = TypeVar("C", bound=type[Any])

    class Renewed(Protocol):
        """Has connections or locks that a forked process must not share."""

        def renew(self) -> None:
            """Called in the new process, before anything else runs there."""


_OWNERS: WeakSet[Renewed] = WeakSet()


def renew_after_fork(owner: Renewed) -> None:
    """Calls `owner.renew()` in every process that is forked from this one."""
    _OWNERS.add(owner)


class ForkLock:
    """A lock that is free in a forked process, which has no thread to release it."""

    def __init__(self, kind: Callable[[], Lock | RLock] = Lock) -> None:
        self._kind = kind
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        """Replaces the lock of the parent process."""
        self._lock = self._kind()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self) -> bool:
        return self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _renew_all() -> None:
    for owner in tuple(_OWNERS):
        owner.renew()


if hasattr(os, "register_at_fork"):  # Windows has no fork.
    os.register_at_fork(after_in_child=_renew_all)


def lazy_exports(package: str, table: str) -> Callable[[str], Any]:
    """The `__getattr__` of `package`; its `__dir__` is put in place as well.

    A line of `table` that begins with a dot names a submodule, and the lines below it
    the names that live there; below a dot alone are names of submodules. The table is
    searched and not parsed: that of a large API has thousands of names.
    """
    module = modules[package]
    # One thread at a time may enter modules that import each other in a circle: two that
    # meet inside would fail with `_DeadlockError`. Submodules have no lock, because
    # modules ask for them while they are being imported themselves.
    lock = ForkLock(RLock)

    def names() -> list[str]:
        return sorted(line for line in table.split() if line[0] != ".")

    def __getattr__(name: str) -> Any:
        if name == "__all__":
            return names()
        at = table.find(f"\n{name}\n")
        if at < 0 or name[:1] == ".":
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        from importlib import import_module

        start = table.rindex("\n.", 0, at + 1) + 1
        home = table[start : table.index("\n", start)]
        if home == ".":
            return import_module(f"{package}.{name}")
        with lock:
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
