"""Fakes of operations whose answers are streams."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, Self, TypeVar, cast

import httpx2

from .fakes import (
    FakeApi,
    FakeCall,
    Faked,
    FakeOperation,
    FakeServer,
    UnexpectedCall,
    response_of,
)
from .fakes_calls import Route
from .fakes_frames import asks_for, shown, streamed
from .stream_requests import Items, StreamableRequest, StreamRequest

T = TypeVar("T")
E = TypeVar("E")
C = TypeVar("C")
A = TypeVar("A")


class StreamServer(FakeServer):
    """A fake server that answers with streams, too."""

    def items(self, route: Route) -> Items | None:
        """The items of an operation; None where its answer is no stream."""
        return getattr(self.request(route), "items", None)

    def default(self, route: Route, call: FakeCall) -> httpx2.Response:
        """The stream that the document's own example shows, or else an empty one."""
        items = self.items(route)
        if items is None or not asks_for(items, call.headers):
            return super().default(route, call)
        streams = (shown(items, example) for example in self.examples(route).values())
        content = next((one for one in streams if one is not None), b"")
        return response_of(route.statuses[0], content, items.media_type, None)


class FakeStreamApi(FakeApi[C, A]):
    """A fake of an API that answers with streams, too; else as a `FakeApi`."""

    _server = StreamServer


class FakeStream(FakeOperation[T], Generic[T, E]):
    """How an operation answers that may be a stream of `E`."""

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
        return response_of(status or 200, content, items.media_type, headers)

    def _items(self) -> Items:
        server = cast(StreamServer, self._server)
        return cast(Items, server.items(server.routes[self._name]))


def fake_stream(
    function: Callable[..., StreamRequest[E]],
) -> Faked[Callable[..., StreamRequest[E]], FakeStream[bytes, E]]:
    """Makes a fake of an endpoint function whose answer is a stream."""
    return Faked(function, FakeStream)


def fake_streamable(
    function: Callable[..., StreamableRequest[T, E]],
) -> Faked[Callable[..., StreamableRequest[T, E]], FakeStream[T, E]]:
    """Makes a fake of an endpoint function whose answer may be a stream."""
    return Faked(function, FakeStream)
