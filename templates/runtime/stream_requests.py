"""Requests whose responses are streams."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeVar, Unpack, cast

from .events import Event, Parser
from .request import Body, Parts, Request

T = TypeVar("T")
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Items:
    """The type and format of the items of a stream.

    For events, `type` is the type of their data. If `whole` is set, it is the type of
    the event with all its fields, and `whole` says what its data is: "text", "json" or
    "either"; in the events listed in `texts` it is text. The data or line `done` ends
    the stream. If `in_body`, the body requests the stream with `stream: true`. A
    `parser` is for formats that only some APIs have.
    """

    type: Any
    media_type: str
    whole: Literal["text", "json", "either"] | None = None
    texts: tuple[str, ...] = ()
    done: str | None = None
    in_body: bool = False
    parser: Callable[[str, int], Parser | None] | None = None


EVENTS = Items(Event, "text/event-stream")


class StreamRequest(Request[bytes], Generic[E]):
    """A request whose response is a stream of `E`; `client.send` returns its bytes."""

    def __init__(
        self,
        method: str,
        template: str,
        items: Items | None = None,
        **parts: Unpack[Parts],
    ) -> None:
        self.items: Items = items or EVENTS
        parts.setdefault("accept", self.items.media_type)
        super().__init__(method, template, bytes, **parts)


class StreamableRequest(Request[T], Generic[T, E]):
    """A request whose response is either a `T` or a stream of `E`."""

    def __init__(
        self,
        method: str,
        template: str,
        response_type: object,
        items: Items | None = None,
        **parts: Unpack[Parts],
    ) -> None:
        self.items: Items = items or EVENTS
        super().__init__(method, template, response_type, **parts)

    def streamed(self) -> StreamRequest[E]:
        """The request for the stream."""
        new: StreamRequest[E] = StreamRequest(self.method, self.path, self.items)
        body = _with_stream(self.body) if self.items.in_body else self.body
        own = {"response_type": new.response_type, "accept": new.accept, "body": body}
        vars(new).update(vars(self) | own)
        return new


def streaming(
    request: StreamRequest[E] | StreamableRequest[Any, E],
) -> StreamRequest[E]:
    """The request for the stream."""
    return request if isinstance(request, StreamRequest) else request.streamed()


def _with_stream(body: object) -> object:
    """A copy of the body with `stream: true`, if it has such a field."""
    if isinstance(body, Body) and hasattr(body, "value"):
        own = cast(Any, body)
        return cast(object, replace(own, value=_with_stream(own.value)))
    if body is None or isinstance(body, Mapping):
        return {**cast(Mapping[str, object], body or {}), "stream": True}
    model = cast(Any, body)
    fields: Mapping[str, Any] = getattr(model.__class__, "model_fields", {})
    for name, field in fields.items():
        if (field.alias or name) == "stream":
            return cast(object, model.model_copy(update={name: True}))
    return body
