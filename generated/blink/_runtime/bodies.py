"""Request bodies by media type."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, cast
from urllib.parse import urlencode

from .codec import charset, to_json, to_plain
from .multipart import multipart
from .parameters import form_pairs


def encoded(body: object, media_type: str) -> tuple[bytes, str]:
    """A body's bytes and its Content-Type.

    Raises:
        TypeError: The body cannot travel as this media type.
        UnicodeError: Nor its text in the charset of it.
    """
    essence = media_type.partition(";")[0].strip().lower()
    if "*" in essence:
        essence = media_type = _likely(body)
    if essence == "application/json" or essence.endswith(("+json", "/json")):
        return to_json(body), media_type
    if essence == "application/x-www-form-urlencoded" and not isinstance(
        body, (str, bytes)
    ):
        return _form(body), media_type
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(cast(bytes, body)), media_type
    if essence.startswith("multipart/") and not isinstance(body, str):
        return multipart(body, media_type)
    if isinstance(body, Enum):
        body = body.value
    if isinstance(body, (str, int, float)):
        text = str(body)
        if "charset=" in media_type:
            return text.encode(charset(media_type)), media_type
        return text.encode(), media_type + ("" if text.isascii() else "; charset=utf-8")
    raise TypeError(f"a {type(body).__name__} cannot be sent as {media_type}")


def _likely(body: object) -> str:
    if isinstance(body, (bytes, bytearray, memoryview)):
        return "application/octet-stream"
    return "text/plain" if isinstance(body, str) else "application/json"


def _form(body: object) -> bytes:
    fields = to_plain(body)
    if not isinstance(fields, Mapping):
        raise TypeError(f"a {type(body).__name__} cannot be sent as a form")
    members = cast(Mapping[str, Any], fields)
    pairs = [p for name, value in members.items() for p in form_pairs(name, value)]
    return urlencode(pairs).encode()
