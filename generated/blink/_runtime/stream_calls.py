"""Binds operations whose answers are streams: `client.things.watch(...)`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, overload

from .calls import AsyncBoundWhole, AsyncResource, BoundWhole, Resource

if TYPE_CHECKING:
    from .async_client import AsyncClient
    from .stream_requests import StreamableRequest, StreamRequest
    from .streams import AsyncStream, Stream
    from .sync_client import SyncClient

P = ParamSpec("P")
T = TypeVar("T")
E = TypeVar("E")
C = TypeVar("C")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])
B = TypeVar("B")


class _BoundStreamCall(Generic[C, P, E]):
    def __init__(self, client: C, request: Callable[P, StreamRequest[E]]) -> None:
        self._client = client
        self.request = request
        self.__doc__ = request.__doc__
        self.__wrapped__ = request  # inspect.signature follows it.

    def __repr__(self) -> str:
        return f"<call of {getattr(self.request, '__name__', self.request)}>"


class BoundStreamCall(_BoundStreamCall["SyncClient", P, E]):
    """An operation that is answered by a stream; `request` is as in `BoundCall`."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Stream[E]:
        """Sends the request; the stream, for a `with` block."""
        from .streams import Stream

        return Stream(self._client, self.request(*args, **kwargs))

    def stream(self, *args: P.args, **kwargs: P.kwargs) -> Stream[E]:
        """The same as calling it."""
        return self(*args, **kwargs)


class AsyncBoundStreamCall(_BoundStreamCall["AsyncClient", P, E]):
    """An operation that is answered by a stream; `request` is as in `BoundCall`."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> AsyncStream[E]:
        """The stream, for an `async with` block: entering it sends the request."""
        from .streams import AsyncStream

        return AsyncStream(self._client, self.request(*args, **kwargs))

    def stream(self, *args: P.args, **kwargs: P.kwargs) -> AsyncStream[E]:
        """The same as calling it."""
        return self(*args, **kwargs)


class BoundStreamableCall(BoundWhole[P, T], Generic[P, T, E]):
    """An operation that is answered whole, or as a stream."""

    def __init__(
        self, client: SyncClient, request: Callable[P, StreamableRequest[T, E]]
    ) -> None:
        super().__init__(client, request)
        self._function = request

    @property
    def request(self) -> Callable[P, StreamableRequest[T, E]]:
        """The endpoint function: it makes the request, and sends nothing."""
        return self._function

    def stream(self, *args: P.args, **kwargs: P.kwargs) -> Stream[E]:
        """Sends the request for a stream, for a `with` block.

        Where the body has a member `stream` that asks for it, this sets it.
        """
        from .streams import Stream

        return Stream(self._client, self._function(*args, **kwargs).streamed())


class AsyncBoundStreamableCall(AsyncBoundWhole[P, T], Generic[P, T, E]):
    """An operation that is answered whole, or as a stream."""

    def __init__(
        self, client: AsyncClient, request: Callable[P, StreamableRequest[T, E]]
    ) -> None:
        super().__init__(client, request)
        self._function = request

    @property
    def request(self) -> Callable[P, StreamableRequest[T, E]]:
        """The endpoint function: it makes the request, and sends nothing."""
        return self._function

    def stream(self, *args: P.args, **kwargs: P.kwargs) -> AsyncStream[E]:
        """The stream, for an `async with` block: entering it sends the request.

        Where the body has a member `stream` that asks for it, this sets it.
        """
        from .streams import AsyncStream

        return AsyncStream(self._client, self._function(*args, **kwargs).streamed())


class Binding(Generic[R, F, B]):
    """An operation of a resource `R`: the endpoint function `F` on the class, what it
    is bound to, a `B`, on an instance."""

    def __init__(self, function: F, bind: Callable[[Any, F], B]) -> None:
        self._function = function
        self._bind = bind
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, resource: None, owner: Any) -> F: ...
    @overload
    def __get__(self, resource: R, owner: Any) -> B: ...
    def __get__(self, resource: Any, owner: Any) -> Any:
        """The endpoint function on the class, the bound call on an instance."""
        if resource is None:
            return self._function
        return self._bind(resource.client_, self._function)


def stream_call(
    function: Callable[P, StreamRequest[E]],
) -> Binding[Resource, Callable[P, StreamRequest[E]], BoundStreamCall[P, E]]:
    """Makes an endpoint function with a stream an operation of a `Resource`."""
    return Binding(function, BoundStreamCall)


def async_stream_call(
    function: Callable[P, StreamRequest[E]],
) -> Binding[AsyncResource, Callable[P, StreamRequest[E]], AsyncBoundStreamCall[P, E]]:
    """Makes an endpoint function with a stream an operation of an `AsyncResource`."""
    return Binding(function, AsyncBoundStreamCall)


def streamable_call(
    function: Callable[P, StreamableRequest[T, E]],
) -> Binding[
    Resource, Callable[P, StreamableRequest[T, E]], BoundStreamableCall[P, T, E]
]:
    """Makes an endpoint function that may stream an operation of a `Resource`."""
    return Binding(function, BoundStreamableCall)


def async_streamable_call(
    function: Callable[P, StreamableRequest[T, E]],
) -> Binding[
    AsyncResource,
    Callable[P, StreamableRequest[T, E]],
    AsyncBoundStreamableCall[P, T, E],
]:
    """Makes an endpoint function that may stream an operation of an `AsyncResource`."""
    return Binding(function, AsyncBoundStreamableCall)
