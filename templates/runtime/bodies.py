"""Request bodies by media type."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import Any, cast

from .codec import charset, to_json, to_plain
from .files import (
    File,
    as_file,
    file_type,
    is_file,
    is_stream,
    is_text_type,
    no_file,
    source_of,
)
from .multipart import multipart
from .parameters import Encoding, JsonText, form_pairs
from .payload import Payload
from .typed import Shape, shape_of

Encodings = Mapping[str, Encoding]

_FORM = "application/x-www-form-urlencoded"
_AS_USUAL: Encodings = {}
_LINES = {"jsonl", "x-jsonl", "ndjson", "x-ndjson", "json-lines"}


def encoded(
    body: object,
    media_type: str,
    encoding: Encodings = _AS_USUAL,
    files: Collection[str] = (),
    kind: Any = None,
) -> Payload:
    """A body as it travels; `encoding` is that of the fields of a form, by their names.

    Of these, `files` hold nothing else than files. `kind` is the type by which plain data
    is written. A file, and so all bytes that are not text by their type, is sent as it
    is, whatever the media type.

    Raises:
        ValueError: The media type has no text for a value.
        TypeError: The body cannot travel as this media type.
        UnicodeError: Nor its text in the charset of it.
        OSError: A file is not there.
    """
    if isinstance(body, JsonText):
        body = body.value
    essence = media_type.partition(";")[0].strip().lower()
    if "*" in essence:
        media_type = _likely(body, media_type)
        essence = media_type.partition(";")[0].strip().lower()
    body = body if _is_json(essence) else as_file(body)
    shape = None if kind is None else shape_of(kind)
    if is_file(body) and (is_stream(body) or shape is None or not shape.is_encoded):
        return _file(body, media_type)
    if _is_json(essence):
        return Payload(to_json(body, shape), media_type)
    mark = _item_mark(essence)
    if mark is not None and isinstance(body, (list, tuple)):
        items = cast(Iterable[object], body)
        return Payload(b"".join(mark + to_json(i) + b"\n" for i in items), media_type)
    if essence == _FORM and not isinstance(body, str):
        return Payload(_form(body, encoding, shape), media_type)
    if essence.startswith("multipart/") and not isinstance(body, str):
        return multipart(body, media_type, encoding, files, kind)
    if isinstance(body, Enum):
        body = body.value
    if isinstance(body, str) and not is_text_type(essence):
        raise no_file(f"a body of {essence}", body)
    if isinstance(body, (str, int, float)):
        return _text(str(body), media_type)
    raise TypeError(f"a {type(body).__name__} cannot be sent as {media_type}")


def _is_json(essence: str) -> bool:
    return essence == "application/json" or essence.endswith(("+json", "/json"))


def _item_mark(essence: str) -> bytes | None:
    """What stands before each JSON text of several; None where there is only one."""
    name = essence.partition("/")[2]
    if name in _LINES:
        return b""
    return b"\x1e" if name == "json-seq" or name.endswith("+json-seq") else None


def _likely(body: object, declared: str) -> str:
    if is_file(file := as_file(body)):
        return file_type(file, declared)
    return "text/plain" if isinstance(body, str) else "application/json"


def _file(body: object, media_type: str) -> Payload:
    if isinstance(body, File) and body.content_type is not None:
        media_type = body.content_type
    source = source_of(body)
    return Payload(source if isinstance(source, bytes) else (source,), media_type)


def _text(text: str, media_type: str) -> Payload:
    if "charset=" in media_type:
        return Payload(text.encode(charset(media_type)), media_type)
    suffix = "" if text.isascii() else "; charset=utf-8"
    return Payload(text.encode(), media_type + suffix)


def _form(body: object, encoding: Encodings, shape: Shape | None) -> bytes:
    fields = to_plain(body, shape)
    if not isinstance(fields, Mapping):
        raise TypeError(f"a {type(body).__name__} cannot be sent as a form")
    members = cast(Mapping[str, Any], fields)
    return "&".join(
        f"{key}={text}"
        for name, value in members.items()
        for key, text in form_pairs(name, value, encoding.get(name))
    ).encode()
