"""Request bodies in a media type that only the caller knows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .choices import essence_of, is_json, plain_body
from .files import as_file, is_file, is_stream
from .forms import AS_USUAL, Encodings, Form
from .lines import Lines, is_lines
from .multipart import Multipart
from .raw import likely
from .request import URLENCODED, Body
from .typed import TypedJson


def body_of(
    value: object,
    media_type: str,
    encodings: Encodings = AS_USUAL,
    files: Collection[str] = (),
    type: Any = None,
    is_null_sent: bool = False,
) -> Body:
    """A body in a media type.

    `encodings` are those of the fields of a form, by name; `files` are the fields that
    are always files. `type` is the type that plain data is encoded by. A file, and so
    any bytes, is sent unchanged in any media type.
    """
    if "*" in media_type:
        media_type = likely(value, media_type)
    essence, file = essence_of(media_type), as_file(value)
    if is_json(essence):
        if type is not None and not is_stream(value):
            return TypedJson(value, media_type, is_null_sent, type)
    elif value is not None and not is_file(file) and not isinstance(value, str):
        if is_lines(essence):
            return Lines(value, media_type)
        if essence == URLENCODED:
            return Form(value, encodings, type, media_type)
        if essence.startswith("multipart/"):
            return Multipart(value, encodings, files, type, media_type)
    return plain_body(value, media_type, is_null_sent=is_null_sent)
