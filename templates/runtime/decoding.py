"""From the bytes of a body to data, and to the value of a type."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from json import JSONDecoder
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import from_json

from .codec import adapter, charset, json_reader, read_data, read_json
from .request import Undocumented

_TEXTUAL = ("/xml", "+xml", "yaml", "/javascript", "/csv")
_ESCAPES = (
    r"(?s)\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
)
_LINES = r"/(?:.+\+)?(?:x-)?(?:jsonl|ndjson|json-lines|json-seq)(?:[; ]|$)"
_SPACE = " \t\r\n"


def decoded(
    annotation: Any, content: bytes, headers: Mapping[str, str], expected: str
) -> Any:
    """The value of a body; its media type is the `expected` one if it has none.

    Raises:
        ValueError: The body does not match (pydantic's ValidationError is one).
    """
    if annotation is None:
        return None
    if annotation is bytes:
        return content
    if annotation is Undocumented:
        media_type = media_type_of(headers, expected)
        array = joined(content, media_type) if is_lines(media_type) else None
        return raw(content, media_type) if array is None else parsed(array)
    if annotation is not str and content.isascii():
        # ASCII is the same in every charset: only content other than JSON needs the
        # media type.
        try:
            return json_reader(annotation)(content)
        except ValidationError:
            pass
    media_type = headers.get("content-type", expected).lower()
    is_json = "json" in media_type
    if annotation is str and not is_json:
        if not _is_text(media_type):
            content.decode(charset(media_type))
        return text(content, media_type)
    if not content:
        return adapter(annotation).validate_python(None)
    body = _json_text(content, media_type)
    if is_json:
        return read_json(annotation, body)
    json = translated(annotation, content, media_type)
    if json is not None:
        return read_json(annotation, json)
    try:
        return read_json(annotation, body)
    except ValidationError:
        return read_data(annotation, raw(content, media_type))


def translated(annotation: Any, content: bytes, media_type: str) -> bytes | None:
    """The JSON of content in a medium that the metadata of its type reads, else None.

    Raises:
        ValueError: The content is invalid in that medium.
    """
    for mark in getattr(annotation, "__metadata__", ()):
        if hasattr(mark, "reads") and mark.reads(media_type):
            return cast(bytes, mark.json(annotation, content, media_type))
    return None


def raw(content: bytes, media_type: str) -> Any:
    """A body as JSON data, text or bytes, by its media type; None if empty.

    Without a media type, or with one that is wrong, it is the first of these that fits.
    """
    if not content:
        return None
    essence = media_type.partition(";")[0].strip()
    if not essence or "json" in essence:
        try:
            return parsed(_json_text(content, media_type))
        except ValueError:
            return _text_or_bytes(content, media_type)
    return text(content, media_type) if _is_text(media_type) else content


def _is_text(media_type: str) -> bool:
    essence = media_type.partition(";")[0].strip()
    is_text = essence.startswith("text/") or essence.endswith(_TEXTUAL)
    return is_text or "charset=" in media_type


def _text_or_bytes(content: bytes, media_type: str) -> str | bytes:
    try:
        content.decode(charset(media_type))
    except ValueError:
        return content
    return text(content, media_type)


def text(content: bytes, media_type: str) -> str:
    """A body as text, in the charset that the media type names, else UTF-8."""
    return content.decode(charset(media_type), "replace").removeprefix("\ufeff")


def _json_text(content: bytes, media_type: str) -> bytes | str:
    """JSON is UTF-8 without a BOM (RFC 8259, section 8.1); some servers differ."""
    if "charset=" in media_type and "utf-8" not in media_type:
        return text(content, media_type)
    if content.startswith((BOM_UTF16_BE, BOM_UTF16_LE)):
        return content.decode("utf-16", "replace")
    return content[3:] if content.startswith(b"\xef\xbb\xbf") else content


def media_type_of(headers: Mapping[str, str], expected: str) -> str:
    """The media type of a body; the `expected` one if it has none and that is one."""
    fallback = "" if "," in expected or "*" in expected else expected
    return headers.get("content-type", fallback).lower()


def joined(content: bytes, media_type: str) -> str | None:
    """JSON texts one after another as an array; one is enough in JSON lines."""
    body = _json_text(content, media_type)
    whole = body if isinstance(body, str) else body.decode("utf-8", "replace")
    return as_array(whole, 1 if is_lines(media_type) else 2)


def json_data(content: bytes, headers: Mapping[str, str]) -> Any:
    """A body as JSON data, whatever its media type.

    Bytes that are invalid in its charset become U+FFFD.

    Raises:
        ValueError: It is not JSON.
    """
    media_type = headers.get("content-type", "").lower()
    body = _json_text(content, media_type)
    try:
        return parsed(body)
    except ValueError:
        if isinstance(body, str) or not body.lstrip().startswith((b"{", b"[", b'"')):
            raise
        return parsed(text(content, media_type))


def data(content: bytes, headers: Mapping[str, str], annotation: Any = None) -> Any:
    """A body as data: JSON whatever its media type, else text or bytes."""
    media_type = headers.get("content-type", "").lower()
    try:
        json = translated(annotation, content, media_type)
        return json_data(content if json is None else json, headers)
    except ValueError:
        return raw(content, media_type)


def parsed(content: bytes | str) -> Any:
    """The data of a JSON text.

    The escape of an unpaired surrogate (RFC 8259, section 8.2) becomes U+FFFD.

    Raises:
        ValueError: It is not JSON.
    """
    try:
        return from_json(content)
    except ValueError:
        text = content.decode() if isinstance(content, bytes) else content
        whole = re.sub(_ESCAPES, lambda m: "\\ufffd" if m[1] else m[0], text)
        if whole == text:
            raise
        return from_json(whole)


def is_lines(media_type: str) -> bool:
    """Whether a media type is one of JSON lines or JSON sequences."""
    return re.search(_LINES, media_type) is not None


def as_array(text: str, least: int = 2) -> str | None:
    """JSON texts one after another, as the text of an array of them.

    None where it is not that, or where there are fewer than the `least` number.
    """
    decoder, pieces, at = JSONDecoder(), list[str](), 0
    text = text.replace("\x1e", "\n").rstrip(_SPACE)  # RFC 7464: a mark before each
    try:
        while at < len(text):
            if text[at] in _SPACE:
                at += 1
                continue
            _, end = decoder.raw_decode(text, at)
            pieces.append(text[at:end])
            at = end
    except (ValueError, RecursionError):
        return None
    return f"[{','.join(pieces)}]" if len(pieces) >= least else None
