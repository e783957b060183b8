"""Request bodies of several JSON texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .plain import to_json
from .request import Body, Payload
from .sent_items import ItemStream as ItemStream
from .sent_items import sequence
from .tagging import tagged
from .typed import shape_of

_LINES = {"jsonl", "x-jsonl", "ndjson", "x-ndjson", "json-lines"}


@dataclass(frozen=True, slots=True)
class Lines(Body):
    """Items as JSON texts, one on each line; in a JSON sequence (RFC 7464) each text
    follows a record separator.

    `type` is the type of an item, by which plain data is written. The line `done`, if
    there is one, ends the body.
    """

    value: object
    media_type: str
    type: Any = None
    done: str | None = None

    def payload(self) -> Payload | None:
        """The texts, each written when it is sent; files are sent unchanged."""
        end = b"" if self.done is None else self._framed(self.done.encode())
        return sequence(self.value, self._text, self.media_type, end)

    def _text(self, index: int, item: object) -> bytes:
        if isinstance(item, bytes):
            return item  # It is JSON already.
        if self.type is None:
            return self._framed(to_json(item))
        return self._framed(to_json(tagged(self.type, item), shape_of(self.type)))

    def _framed(self, text: bytes) -> bytes:
        essence = self.media_type.partition(";")[0].strip().lower()
        return (b"\x1e" if essence.endswith("json-seq") else b"") + text + b"\n"


def is_lines(essence: str) -> bool:
    """Whether a media type is a format of several JSON texts."""
    name = essence.partition("/")[2]
    return name in _LINES or name == "json-seq" or name.endswith("+json-seq")
