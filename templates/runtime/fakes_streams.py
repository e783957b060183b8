"""Fakes of operations with streams."""

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
from .fakes_frames import encode_stream, example_stream, requests_stream, stream_type
from .stream_requests import Items, StreamableRequest, StreamRequest

T = TypeVar("T")
E = TypeVar("E")
C = TypeVar("C")
A = TypeVar("A")


class StreamServer(FakeServer):
    """The state of a fake with streams."""

    def items(self, route: Route) -> Items | None:
        """The items of an operation; None if it has no stream."""
        return getattr(self.request(route), "items", None)

    def default(self, route: Route, call: FakeCall) -> httpx2.Response:
        """The example of the document as a stream, or else an empty stream."""
        items = self.items(route)
        if items is None or not requests_stream(items, call.headers):
            return super().default(route, call)
        examples = self.examples(route).values()
        streams = (example_stream(items, example) for example in examples)
        content = next((stream for stream in streams if stream is not None), None)
        content = encode_stream(items, []) if content is None else content
        return response_of(route.statuses[0], content, stream_type(items), None)


class FakeStreamApi(FakeApi[C, A]):
    """A fake of an API with streams."""

    _server = StreamServer


class FakeStream(FakeOperation[T], Generic[T, E]):
    """The responses of an operation that may be a stream of `E`."""

    def streams(self, *values: E) -> Self:
        """Responds with a stream of these items."""
        items = self._items()
        return self.sends(encode_stream(items, values), stream_type(items))

    def _response(
        self,
        call: FakeCall,
        value: Any,
        status: int | None,
        headers: Mapping[str, str] | None,
    ) -> httpx2.Response:
        items = self._items()
        if not requests_stream(items, call.headers) or isinstance(value, bytes):
            return super()._response(call, value, status, headers)
        if not isinstance(value, (list, tuple)):
            raise UnexpectedCall(
                f"{call.method} {call.url} requests a stream, but the response is a "
                f"{type(value).__name__}: use fake.{self._name}.streams(...)"
            )
        content = encode_stream(items, cast(list[object], value))
        return response_of(status or 200, content, items.media_type, headers)

    def _items(self) -> Items:
        server = cast(StreamServer, self._server)
        return cast(Items, server.items(server.routes[self._name]))


def fake_stream(
    function: Callable[..., StreamRequest[E]],
) -> Faked[Callable[..., StreamRequest[E]], FakeStream[bytes, E]]:
    """A fake of an endpoint function with a stream."""
    return Faked(function, FakeStream)


def fake_streamable(
    function: Callable[..., StreamableRequest[T, E]],
) -> Faked[Callable[..., StreamableRequest[T, E]], FakeStream[T, E]]:
    """A fake of an endpoint function that may stream."""
    return Faked(function, FakeStream)
