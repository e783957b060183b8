"""What a process must not take over from the one that it was forked from."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Lock, RLock
from typing import Protocol
from weakref import WeakSet


class Renewed(Protocol):
    """Has connections or locks, of which a forked process needs its own."""

    def renew(self) -> None:
        """Runs in the new process, before anything else does."""


_OWNERS: WeakSet[Renewed] = WeakSet()


def renew_after_fork(owner: Renewed) -> None:
    """Has `owner` renewed in every process that is forked from this one."""
    _OWNERS.add(owner)


class ForkLock:
    """A lock that is free in a forked process, where nobody is left to release it."""

    def __init__(self, kind: Callable[[], Lock | RLock] = Lock) -> None:
        self._kind = kind
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        """Takes a new lock in place of the parent's."""
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
