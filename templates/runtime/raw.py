"""Bodies that are files or text, or that their media type says nothing else of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from .codec import charset
from .files import (
    as_file,
    file_type,
    is_file,
    is_text_type,
    no_file,
    own_type,
    source_of,
)
from .request import JSON, Body, Payload, encoded
from .sources import joined


@dataclass(frozen=True, slots=True)
class Raw(Body):
    """A file or bytes, sent as they are; or text."""

    value: object
    media_type: str

    def payload(self) -> Payload | None:
        """The content, in the charset of the media type where it is text."""
        body, media_type = as_file(self.value), self.media_type
        if "*" in media_type:
            media_type = likely(body, media_type)
        essence = media_type.partition(";")[0].strip().lower()
        if is_file(body):
            return file_payload(body, media_type)
        if isinstance(body, Enum):
            body = body.value
        if isinstance(body, str) and not is_text_type(essence):
            raise no_file(f"a body of {essence}", body)
        if isinstance(body, (str, int, float)):
            return _text(str(body), media_type)
        if body is None:
            return None
        if essence == JSON:
            return encoded(body)
        raise TypeError(f"a {type(body).__name__} cannot be sent as {media_type}")


def likely(value: object, declared: str) -> str:
    """The media type of a value, where only a range is declared."""
    if is_file(file := as_file(value)):
        return file_type(file, declared)
    return "text/plain" if isinstance(value, str) else "application/json"


def file_payload(body: Any, media_type: str) -> Payload:
    """A file as a body; its own media type comes before the declared one."""
    return joined((source_of(body),), own_type(body) or media_type)


def _text(text: str, media_type: str) -> Payload:
    if "charset=" in media_type:
        return Payload(text.encode(charset(media_type)), media_type)
    suffix = "" if text.isascii() else "; charset=utf-8"
    return Payload(text.encode(), media_type + suffix)
