"""Multipart forms (RFC 7578)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from secrets import token_hex
from typing import Any, cast

from pydantic import BaseModel

from .codec import mark_fixed
from .parameters import json_text, plain
from .payload import Payload

_ESCAPED = str.maketrans({"\r": "%0D", "\n": "%0A", '"': "%22"})
_BINARY = (bytes, bytearray, memoryview)


def multipart(body: object, media_type: str) -> Payload:
    """A form; a file for every field that is bytes.

    Fields that are lists become several parts, objects travel as JSON.

    Raises:
        TypeError: The body has no fields.
    """
    boundary = token_hex(16)
    parts = [part for name, value in _fields(body) for part in _parts(name, value)]
    lines = [b"--%b\r\n%b\r\n" % (boundary.encode(), part) for part in parts]
    content = b"".join(lines) + b"--%b--\r\n" % boundary.encode()
    essence = media_type.partition(";")[0].strip()
    return Payload(content, f"{essence}; boundary={boundary}")


def _fields(body: object) -> Iterator[tuple[str, object]]:
    if isinstance(body, BaseModel):
        mark_fixed(body)
        for name, declared in type(body).model_fields.items():
            if name in body.model_fields_set:
                yield declared.serialization_alias or name, getattr(body, name)
        yield from (body.model_extra or {}).items()
    elif isinstance(body, Mapping):
        for key, value in cast(Mapping[Any, object], body).items():
            yield str(key), value
    else:
        raise TypeError(f"a {type(body).__name__} cannot be sent as a form")


def _parts(name: str, value: object) -> Iterator[bytes]:
    if isinstance(value, (list, tuple)):
        for item in cast(Iterable[object], value):
            yield from _parts(name, item)
    elif isinstance(value, _BINARY):
        yield _part(name, bytes(cast(bytes, value)), "application/octet-stream", name)
    else:
        text = plain(value)
        if isinstance(text, (dict, list)):
            yield _part(name, json_text(value).encode(), "application/json")
        elif text is not None:
            yield _part(name, text.encode())


def _part(name: str, content: bytes, kind: str = "", filename: str = "") -> bytes:
    # RFC 7578, section 2, and what browsers do: quotes and line ends are percent-encoded.
    disposition = f'form-data; name="{name.translate(_ESCAPED)}"'
    if filename:
        disposition += f'; filename="{filename.translate(_ESCAPED)}"'
    head = f"Content-Disposition: {disposition}\r\n"
    if kind:
        head += f"Content-Type: {kind}\r\n"
    return head.encode() + b"\r\n" + content
