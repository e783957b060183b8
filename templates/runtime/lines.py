"""Request bodies of several JSON texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from .codec import to_json
from .raw import Raw
from .request import Body, Payload

_LINES = {"jsonl", "x-jsonl", "ndjson", "x-ndjson", "json-lines"}


@dataclass(frozen=True, slots=True)
class Lines(Body):
    """A list as JSON texts, one on each line; in a JSON sequence (RFC 7464) each text
    follows a record separator."""

    value: object
    media_type: str

    def payload(self) -> Payload | None:
        """The texts; a value that is not a list is sent unchanged."""
        value = self.value
        if not isinstance(value, (list, tuple)):
            return Raw(value, self.media_type).payload()
        essence = self.media_type.partition(";")[0].strip().lower()
        separator = b"\x1e" if essence.endswith("json-seq") else b""
        items = cast(Iterable[object], value)
        lines = (separator + to_json(item) + b"\n" for item in items)
        return Payload(b"".join(lines), self.media_type)


def is_lines(essence: str) -> bool:
    """Whether a media type is a format of several JSON texts."""
    name = essence.partition("/")[2]
    return name in _LINES or name == "json-seq" or name.endswith("+json-seq")
