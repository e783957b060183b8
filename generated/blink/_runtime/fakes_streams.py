"""Fakes of operations whose answers are streams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, Self, TypeVar, cast, overload

from .codec import to_json, to_plain
from .events import Event
from .fakes import FakeOperation, FakeResource
from .stream_requests import Items, StreamableRequest, StreamRequest
from .tagging import tagged

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
        return self.sends(_streamed(items, values), items.media_type)


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


def _streamed(items: Items, values: Iterable[object]) -> bytes:
    kind = items.media_type.partition(";")[0].strip().lower()
    values = [tagged(items.type, value) for value in values]
    if kind == "text/event-stream":
        frames = [_event(items, value) for value in values]
        done = "" if items.done is None else f"data: {items.done}\n\n"
        return "".join([*frames, done]).encode()
    mark = b"\x1e" if kind.endswith("json-seq") else b""
    lines = [mark + to_json(value) + b"\n" for value in values]
    return b"".join([*lines, b"" if items.done is None else items.done.encode()])


def _event(items: Items, value: object) -> str:
    """One event as text (HTML standard, section 9.2.6)."""
    if isinstance(value, Event):
        members: dict[str, Any] = {"event": value.event, "data": value.data}
        members |= {"id": value.id or None, "retry": value.retry}
    elif items.whole is None:
        members = {"data": to_json(value).decode()}
    else:
        plain = cast(Mapping[str, Any], to_plain(value))
        members = dict(plain)
        data = plain.get("data")
        if items.whole == "json" or not isinstance(data, str):
            members["data"] = to_json(data).decode()
    names = ("event", "id", "retry", "data")
    texts = [
        (name, str(members[name])) for name in names if members.get(name) is not None
    ]
    lines = [f"{name}: {line}\n" for name, text in texts for line in text.split("\n")]
    return "".join([*lines, "\n"])
