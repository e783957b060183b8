"""Request bodies of server-sent events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from .events import Event
from .plain import Unsendable, to_json, to_plain
from .request import Body, Payload
from .sent_items import ItemStream as ItemStream
from .sent_items import sequence
from .tagging import tagged
from .typed import shape_of

EVENTS = "text/event-stream"


@dataclass(frozen=True, slots=True)
class SentEvents(Body):
    """Events, each an `Event` or an item of a `type`.

    An item is the data of an event or, if `whole` is set, an event with all its fields,
    of which `whole` says what the data is: "text", "json" or "either"; in the events
    listed in `texts` it is text. The data `done` ends the body.
    """

    value: object
    type: Any = Event
    whole: Literal["text", "json", "either"] | None = None
    texts: tuple[str, ...] = ()
    done: str | None = None
    media_type: str = EVENTS

    def payload(self) -> Payload | None:
        """The events, each written when it is sent."""
        end = b"" if self.done is None else _event({"data": self.done})
        return sequence(self.value, self._written, self.media_type, end)

    def _written(self, index: int, item: object) -> bytes:
        if isinstance(item, bytes):
            return item
        if isinstance(item, Event):
            name = "" if item.event == "message" else item.event
            members = {"event": name or None, "id": item.id or None}
            return _event({**members, "retry": item.retry, "data": item.data})
        if self.whole is None:
            return _event({"data": item if isinstance(item, str) else self._json(item)})
        plain = to_plain(tagged(self.type, item), shape_of(self.type))
        if not isinstance(plain, Mapping):
            raise Unsendable(f"a {type(item).__name__} has no fields of an event")
        members = dict(cast(Mapping[str, Any], plain))
        is_text = self.whole == "text" or members.get("event") in self.texts
        is_text |= self.whole == "either" and isinstance(members.get("data"), str)
        if "data" in members and not is_text:
            members["data"] = to_json(members["data"]).decode()
        return _event(members)

    def _json(self, item: object) -> str:
        kind = None if self.type is Event else self.type
        value = item if kind is None else tagged(kind, item)
        return to_json(value, None if kind is None else shape_of(kind)).decode()


def _event(members: Mapping[str, Any]) -> bytes:
    """An event (HTML standard, section 9.2.5)."""
    lines: list[str] = []
    for name in ("event", "id", "retry"):
        value = members.get(name)
        if value is not None:
            if any(c in str(value) for c in "\r\n\0"):
                raise Unsendable("a line break cannot be sent here", (name,))
            lines.append(f"{name}: {value}")
    if members.get("data") is not None:
        text = str(members["data"]).replace("\r\n", "\n").replace("\r", "\n")
        lines += [f"data: {line}" for line in text.split("\n")]
    return "".join(f"{line}\n" for line in [*lines, ""]).encode()
