"""Requests whose answers are streams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeVar, Unpack, cast

from .bodies import Body
from .events import Event
from .request import Parts, Request

T = TypeVar("T")
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Items:
    """What the items of a stream are, and how they travel.

    For events, `type` describes their data, or the `whole` event: then its data is
    "text", "json" or "either", and text in the events that `texts` names. The data or
    line `done` ends the stream. Where `in_body`, the body's `stream: true` asks for it.
    """

    type: Any
    media_type: str
    whole: Literal["text", "json", "either"] | None = None
    texts: tuple[str, ...] = ()
    done: str | None = None
    in_body: bool = False


EVENTS = Items(Event, "text/event-stream")


class StreamRequest(Request[bytes], Generic[E]):
    """One call whose answer is a stream of `E`; sent as others are, it gives bytes."""

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
    """One call that is answered whole, by a `T`, or as a stream of `E`."""

    def __init__(
        self,
        method: str,
        template: str,
        answer: object,
        items: Items | None = None,
        **parts: Unpack[Parts],
    ) -> None:
        self.items: Items = items or EVENTS
        super().__init__(method, template, answer, **parts)

    def streamed(self) -> StreamRequest[E]:
        """The same call, with the stream for its answer."""
        made: StreamRequest[E] = StreamRequest(self.method, self.path, self.items)
        body = _asking(self.body) if self.items.in_body else self.body
        own = {"answer": made.answer, "accept": made.accept, "body": body}
        vars(made).update(vars(self) | own)
        return made


def streaming(
    request: StreamRequest[E] | StreamableRequest[Any, E],
) -> StreamRequest[E]:
    """The request that is answered with a stream."""
    return request if isinstance(request, StreamRequest) else request.streamed()


def _asking(body: object) -> object:
    """A body with its member `stream` true."""
    if isinstance(body, Body) and hasattr(body, "value"):
        own = cast(Any, body)
        return cast(object, replace(own, value=_asking(own.value)))
    if body is None or isinstance(body, Mapping):
        return {**cast(Mapping[str, object], body or {}), "stream": True}
    model = cast(Any, body)
    fields: Mapping[str, Any] = getattr(model.__class__, "model_fields", {})
    for name, field in fields.items():
        if (field.alias or name) == "stream":
            return cast(object, model.model_copy(update={name: True}))
    return body
