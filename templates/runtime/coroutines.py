"""Coroutines of features that both kinds of clients share."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar, cast

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine without an event loop.

    Everything that it awaits has to be a coroutine that does its I/O synchronously.
    """
    try:
        coroutine.send(None)
    except StopIteration as result:
        return cast(T, result.value)
    coroutine.close()
    raise RuntimeError("a synchronous client cannot wait for an event loop")
