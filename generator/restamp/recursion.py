"""Room for recursion: schemas lead to schemas further than a thread's own stack may allow."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

_FRAMES = 200_000
_STACK = 256 << 20
"""Bytes, of which the system gives only those that are touched."""


class _Work(threading.Thread, Generic[T]):
    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__(daemon=True)  # an interrupt is not to wait for it
        self._work = work
        self.result: list[T] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result.append(self._work())
        except BaseException as error:
            self.error = error


def with_room(work: Callable[[], T]) -> T:
    """What `work` returns, with far more room for recursion than usual; what it raises is raised."""
    frames, stack = sys.getrecursionlimit(), threading.stack_size()
    thread = _Work(work)
    try:
        threading.stack_size(_STACK)
        sys.setrecursionlimit(max(frames, _FRAMES))
        thread.start()
        threading.stack_size(stack)
        thread.join()
    finally:
        threading.stack_size(stack)
        sys.setrecursionlimit(frames)
    if thread.error is not None:
        raise thread.error
    return thread.result[0]
