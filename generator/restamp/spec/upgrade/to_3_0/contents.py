"""The `content` of requests and responses: one schema for several media types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from restamp.pointers import join_pointer
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

JSON: Final = "application/json"
LINES: Final = "application/x-ndjson"
_SIMPLE: Final = frozenset({"type", "format", "description", "$ref"})
POINTER: Final = "/~!$&'()*+,;=:@"
"""The characters that a pointer in a reference has as they are."""
_UNSTRUCTURED: Final = frozenset(
    {
        *("text/plain", "text/html", "application/pdf", "application/zip", "application/x-tar"),
        "application/octet-stream",
    }
)
_BINARY: Final = frozenset({"image", "audio", "video", "font"})


def schemas_of(
    schema: Json, media_types: Iterable[str], now: str
) -> Iterator[tuple[str, str, Json]]:
    """Yield each media type, JSON first, with its location and schema.

    The schema is at the first one; the others refer to it, so that it describes one type. `now` is the location of
    the object with the `content`.
    """
    first: str | None = None
    for media_type in sorted(media_types, key=lambda name: not is_json(name)):
        place = join_pointer(now, "content", media_type)
        if first is None or not isinstance(schema, dict) or schema.keys() <= _SIMPLE:
            first = first or place
            yield media_type, place, schema
        else:
            pointer = quote(first.partition("#")[2], safe=POINTER)
            yield media_type, place, {"$ref": f"#{pointer}/schema"}


def plain(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a media type is exactly JSON."""
    return plain(media_type) == JSON


def carries_values(media_type: str) -> bool:
    """Whether a media type is not certainly text or bytes without a structure."""
    name = plain(media_type)
    return name not in _UNSTRUCTURED and name.partition("/")[0] not in _BINARY


def is_structured(schema: Node) -> bool:
    """Whether the values of a schema are objects or lists."""
    return schema.text("type") in ("object", "array") or has_structure(schema)


def has_structure(schema: Node) -> bool:
    """Whether a schema describes what is in its objects or lists; without that, it may mean a file."""
    return any(schema.get(key) is not None for key in ("properties", "items", "allOf"))
