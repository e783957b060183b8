"""Operations with streams, bound to a client: `client.things.watch(...)`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar, cast

from .calls import (
    AsyncBoundWhole,
    AsyncResource,
    Binding,
    Bound,
    BoundWhole,
    Resource,
    described,
)
from .stream_requests import StreamableRequest, StreamRequest

if TYPE_CHECKING:
    from .clients import AsyncClient as AsyncClient
    from .clients import SyncClient as SyncClient
    from .streams import AsyncStream, Stream

P = ParamSpec("P")
T = TypeVar("T")
E = TypeVar("E")


class BoundStreamCall(
    Bound["SyncClient", Callable[P, StreamRequest[E]]], Generic[P, E]
):
    """An operation whose response is a stream, bound to a client."""

    def __call__(self, /, *args: P.args, **kwargs: P.kwargs) -> Stream[E]:
        from .streams import Stream

        return Stream(self._client, self.request(*args, **kwargs))

    @described("The same as calling it.")
    def stream(self, /, *args: P.args, **kwargs: P.kwargs) -> Stream[E]:
        return self(*args, **kwargs)


class AsyncBoundStreamCall(
    Bound["AsyncClient", Callable[P, StreamRequest[E]]], Generic[P, E]
):
    """An operation whose response is a stream, bound to a client."""

    def __call__(self, /, *args: P.args, **kwargs: P.kwargs) -> AsyncStream[E]:
        from .streams import AsyncStream

        return AsyncStream(self._client, self.request(*args, **kwargs))

    @described("The same as calling it.")
    def stream(self, /, *args: P.args, **kwargs: P.kwargs) -> AsyncStream[E]:
        return self(*args, **kwargs)


class BoundStreamableCall(BoundWhole[P, T], Generic[P, T, E]):
    """An operation whose response may be a stream, bound to a client."""

    @property
    def request(self) -> Callable[P, StreamableRequest[T, E]]:
        """The endpoint function: it returns the request without sending it."""
        return cast(Callable[P, StreamableRequest[T, E]], self.__wrapped__)

    @described("""Sends the request for a stream, for a `with` block.

        If the body has a field `stream` to request it, this sets it.
        """)
    def stream(self, /, *args: P.args, **kwargs: P.kwargs) -> Stream[E]:
        from .streams import Stream

        return Stream(self._client, self.request(*args, **kwargs).streamed())


class AsyncBoundStreamableCall(AsyncBoundWhole[P, T], Generic[P, T, E]):
    """An operation whose response may be a stream, bound to a client."""

    @property
    def request(self) -> Callable[P, StreamableRequest[T, E]]:
        """The endpoint function: it returns the request without sending it."""
        return cast(Callable[P, StreamableRequest[T, E]], self.__wrapped__)

    @described("""A stream, for an `async with` block: entering it sends the request.

        If the body has a field `stream` to request it, this sets it.
        """)
    def stream(self, /, *args: P.args, **kwargs: P.kwargs) -> AsyncStream[E]:
        from .streams import AsyncStream

        return AsyncStream(self._client, self.request(*args, **kwargs).streamed())


def stream_call(
    function: Callable[P, StreamRequest[E]],
) -> Binding[Resource, Callable[P, StreamRequest[E]], BoundStreamCall[P, E]]:
    """An endpoint function with a stream as an operation of a `Resource`."""
    return Binding(function, BoundStreamCall)


def async_stream_call(
    function: Callable[P, StreamRequest[E]],
) -> Binding[AsyncResource, Callable[P, StreamRequest[E]], AsyncBoundStreamCall[P, E]]:
    """An endpoint function with a stream as an operation of an `AsyncResource`."""
    return Binding(function, AsyncBoundStreamCall)


def streamable_call(
    function: Callable[P, StreamableRequest[T, E]],
) -> Binding[
    Resource, Callable[P, StreamableRequest[T, E]], BoundStreamableCall[P, T, E]
]:
    """An endpoint function that may stream as an operation of a `Resource`."""
    return Binding(function, BoundStreamableCall)


def async_streamable_call(
    function: Callable[P, StreamableRequest[T, E]],
) -> Binding[
    AsyncResource,
    Callable[P, StreamableRequest[T, E]],
    AsyncBoundStreamableCall[P, T, E],
]:
    """An endpoint function that may stream as an operation of an `AsyncResource`."""
    return Binding(function, AsyncBoundStreamableCall)
