"""Fakes of operations whose answers are streams."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, Self, TypeVar, cast, overload

import httpx2

from .fakes import FakeCall, FakeOperation, FakeResource, UnexpectedCall
from .fakes_frames import asks_for, streamed
from .stream_requests import Items, StreamableRequest, StreamRequest

T = TypeVar("T")
E = TypeVar("E")


class FakeStream(FakeOperation[T], Generic[T, E]):
    """How an operation answers that may be a stream of `E`."""

    def __init__(self, items: Callable[[], Items], server: Any, name: str) -> None:
        super().__init__(server, name)
        self._items = items

    def streams(self, *values: E) -> Self:
        """Answers with a stream of these, and its end."""
        items = self._items()
        return self.sends(streamed(items, values), items.media_type)

    def _response(
        self,
        call: FakeCall,
        value: Any,
        status: int | None,
        headers: Mapping[str, str] | None,
    ) -> httpx2.Response:
        items = self._items()
        if not asks_for(items, call.headers) or isinstance(value, bytes):
            return super()._response(call, value, status, headers)
        if not isinstance(value, (list, tuple)):
            raise UnexpectedCall(
                f"{call.method} {call.url} asks for a stream, which "
                f"{type(value).__name__} is not: use fake.{self._name}.streams(...)"
            )
        content = streamed(items, cast(list[object], value))
        every = {"content-type": items.media_type, **(headers or {})}
        return httpx2.Response(status or 200, headers=every, content=content)


class _Maker(Generic[T, E]):
    """Makes an endpoint function an operation of a `FakeResource`; see `fake`."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type[FakeResource], name: str) -> None:
        self._name = f"{owner.__module__.rpartition('.')[2]}.{name}"

    @overload
    def __get__(self, resource: None, owner: Any) -> Callable[..., Any]: ...
    @overload
    def __get__(self, resource: FakeResource, owner: Any) -> FakeStream[T, E]: ...
    def __get__(self, resource: FakeResource | None, owner: Any) -> Any:
        """The endpoint function on the class, the fake of it on an instance."""
        if resource is None:
            return self._function
        server, name = resource.fake_.server_, self._name

        def items() -> Items:
            request: Any = server.request(server.routes[name])
            return cast(Items, request.items)

        made: FakeStream[T, E] = FakeStream(items, server, name)
        return made


class fake_stream(_Maker[bytes, E], Generic[E]):
    """Makes a fake of an endpoint function whose answer is a stream."""

    def __init__(self, function: Callable[..., StreamRequest[E]]) -> None:
        super().__init__(function)


class fake_streamable(_Maker[T, E], Generic[T, E]):
    """Makes a fake of an endpoint function whose answer may be a stream."""

    def __init__(self, function: Callable[..., StreamableRequest[T, E]]) -> None:
        super().__init__(function)
