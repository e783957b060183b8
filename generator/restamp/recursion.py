"""Run deep recursion in a thread with a large stack: nested schemas can exceed the default limits."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

_FRAMES = 200_000
_STACK = 256 << 20
"""In bytes; the system only allocates the pages that are used."""


class _Work(threading.Thread, Generic[T]):
    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__(daemon=True)  # an interrupt must not wait for it
        self._work = work
        self.result: list[T] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result.append(self._work())
        except BaseException as error:
            self.error = error


def with_deep_recursion(work: Callable[[], T]) -> T:
    """Call `work` with a large stack and recursion limit; return its result or raise its exception."""
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
