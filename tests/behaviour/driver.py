"""Both clients behind one face, so that a scenario is written once and run with each.

A scenario calls the synchronous client. What it is given is that client, or the asynchronous one
with every call run to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from inspect import iscoroutine
from types import TracebackType
from typing import Any, Generic, TypeVar

from .servers.wire import Seen, Wire

World = TypeVar("World")
Run = Callable[[Coroutine[Any, Any, Any]], Any]


@dataclass(frozen=True, slots=True)
class Server(Generic[World]):
    """A server and what it has seen."""

    url: str
    """The base URL of the API."""
    wire: Wire
    world: World

    @property
    def seen(self) -> list[Seen]:
        """All requests."""
        return self.wire.seen

    @property
    def last(self) -> Seen:
        """The latest request."""
        return self.wire.seen[-1]


class Awaited:
    """An asynchronous client, or a part of it, that is used like the synchronous one."""

    def __init__(self, thing: Any, run: Run) -> None:
        self._thing = thing
        self._run = run

    def __getattr__(self, name: str) -> Any:
        return self._wrapped(getattr(self._thing, "aclose" if name == "close" else name))

    def __call__(self, *args: Any, **options: Any) -> Any:
        result = self._thing(*args, **options)
        return self._wrapped(self._run(result) if iscoroutine(result) else result)

    def __iter__(self) -> Iterator[Any]:
        iterator = aiter(self._thing)

        async def following() -> Any:
            return await anext(iterator)

        while True:
            try:
                yield self._run(following())
            except StopAsyncIteration:
                return

    def __enter__(self) -> Awaited:
        self._run(self._thing.__aenter__())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._run(self._thing.__aexit__(kind, error, traceback))

    def __repr__(self) -> str:
        return repr(self._thing)

    def _wrapped(self, value: Any) -> Any:
        is_part = callable(value) or any(
            hasattr(value, name) for name in ("aclose", "client_", "__aiter__")
        )
        return Awaited(value, self._run) if is_part else value
