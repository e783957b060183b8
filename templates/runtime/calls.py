"""Binds endpoint functions to a client: `client.things.get(...)`."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast, overload

from .request import Request, Undocumented

if TYPE_CHECKING:
    from .clients import AsyncClient, SyncClient
    from .downloads import AsyncDownload, Download
    from .response import Response

P = ParamSpec("P")
T = TypeVar("T")
C = TypeVar("C")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])
B = TypeVar("B")


class Resource:
    """The operations of a tag, bound to a client."""

    def __init__(self, client: SyncClient) -> None:
        self.client_ = client


class AsyncResource:
    """The operations of a tag, bound to an asynchronous client."""

    def __init__(self, client: AsyncClient) -> None:
        self.client_ = client


def described(text: str) -> Callable[[F], F]:
    """Sets the docstring of a method of a bound call at run time only.

    Editors show the docstring of the operation if the method has none.
    """

    def describe(method: F) -> F:
        method.__doc__ = text
        return cast(F, Way(method))

    return describe


class _Help:
    """An attribute that is computed on demand; on the class, it is `on_class`."""

    def __init__(self, name: str, on_class: str | None = None) -> None:
        self._name = name
        self._on_class = on_class

    def __get__(self, bound: object, owner: type[Any]) -> Any:
        if bound is None:
            return self._on_class
        from .call_help import call_doc, call_signature

        return call_doc(bound) if self._name == "__doc__" else call_signature(bound)


class Way(partial[Any]):
    """A method of a bound call, which has the parameters of the operation."""

    __signature__ = _Help("__signature__")
    __name__ = property(lambda self: self.func.__name__)
    __wrapped__ = property(lambda self: self.args[0].request)

    def __get__(self, bound: object, owner: type[Any]) -> Any:
        return self.func if bound is None else Way(self.func, bound)


type.__setattr__(Way, "__doc__", _Help("__doc__", Way.__doc__))


class Bound(Generic[C, F]):
    """An endpoint function `F` and the client `C` that its requests go through."""

    __signature__ = _Help("__signature__")

    def __init__(self, client: C, request: F) -> None:
        self._client = client
        self.__wrapped__ = request  # For the source in inspect and IPython.

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        type.__setattr__(cls, "__doc__", _Help("__doc__", cls.__doc__))

    @property
    def request(self) -> F:
        """The endpoint function, which returns the request and sends nothing."""
        return self.__wrapped__

    def __repr__(self) -> str:
        return f"<call of {getattr(self.request, '__name__', self.request)}>"


class BoundWhole(Bound["SyncClient", Callable[P, Request[T]]], Generic[P, T]):
    """An operation whose response is read whole."""

    def __call__(self, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._client.send(self.__wrapped__(*args, **kwargs))

    @described("Sends the request; returns the status, headers and content as well.")
    def raw(self, /, *args: P.args, **kwargs: P.kwargs) -> Response[T]:
        return self._client.send_raw(self.request(*args, **kwargs))

    def accepting(self, media_type: str) -> BoundCall[P, Any]:
        """Returns the same operation with another Accept header.

        The value is JSON data, text or bytes, by the media type of the response; of
        described XML, it is of the usual type.
        """
        return BoundCall(self._client, accepting(self.request, media_type))


class BoundCall(BoundWhole[P, T]):
    """An operation of a client. Its `request` returns the request without sending it."""

    @described("Sends the request; streams the bytes, in a `with` block.")
    def stream(self, /, *args: P.args, **kwargs: P.kwargs) -> Download:
        from .downloads import Download

        return Download(self._client, self.request(*args, **kwargs))


class AsyncBoundWhole(Bound["AsyncClient", Callable[P, Request[T]]], Generic[P, T]):
    """An operation whose response is read whole."""

    async def __call__(self, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._client.send(self.__wrapped__(*args, **kwargs))

    @described("Sends the request; returns the status, headers and content as well.")
    async def raw(self, /, *args: P.args, **kwargs: P.kwargs) -> Response[T]:
        return await self._client.send_raw(self.request(*args, **kwargs))

    def accepting(self, media_type: str) -> AsyncBoundCall[P, Any]:
        """Returns the same operation with another Accept header; as in `BoundCall`."""
        return AsyncBoundCall(self._client, accepting(self.request, media_type))


class AsyncBoundCall(AsyncBoundWhole[P, T]):
    """An operation of an asynchronous client; `request` is as in `BoundCall`."""

    @described("Streams the bytes, in an `async with` block, which sends the request.")
    def stream(self, /, *args: P.args, **kwargs: P.kwargs) -> AsyncDownload:
        from .downloads import AsyncDownload

        return AsyncDownload(self._client, self.request(*args, **kwargs))


def accepting(
    function: Callable[P, Request[Any]], media_type: str
) -> Callable[P, Request[Any]]:
    """Returns an endpoint function with another Accept header."""

    @wraps(function)
    def other(*args: P.args, **kwargs: P.kwargs) -> Request[Any]:
        request = copy(function(*args, **kwargs))
        request.accept = media_type
        if not _is_read(request.response_type, media_type):
            request.response_type = Undocumented
        return request

    return other


def _is_read(types: Any, media_type: str) -> bool:
    """Whether the metadata of a type, or of one by status, reads a media type."""
    kinds = cast(Any, types).values() if isinstance(types, dict) else (types,)
    marks = [m for kind in kinds for m in getattr(kind, "__metadata__", ())]
    return any(hasattr(mark, "reads") and mark.reads(media_type) for mark in marks)


class Binding(Generic[R, F, B]):
    """An attribute of a resource `R`: on the class the endpoint function `F`, on an
    instance the bound call `B`."""

    def __init__(self, function: F, bind: Callable[[Any, F], B]) -> None:
        self._function = function
        self._bind = bind
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, resource: None, owner: Any) -> F: ...
    @overload
    def __get__(self, resource: R, owner: Any) -> B: ...
    def __get__(self, resource: Any, owner: Any) -> Any:
        if resource is None:
            return self._function
        return self._bind(resource.client_, self._function)


def call(
    function: Callable[P, Request[T]],
) -> Binding[Resource, Callable[P, Request[T]], BoundCall[P, T]]:
    """Defines an operation of a `Resource`."""
    return Binding(function, BoundCall)


def async_call(
    function: Callable[P, Request[T]],
) -> Binding[AsyncResource, Callable[P, Request[T]], AsyncBoundCall[P, T]]:
    """Defines an operation of an `AsyncResource`."""
    return Binding(function, AsyncBoundCall)
