"""Decoding of webhooks: forms."""

from __future__ import annotations

from collections.abc import Iterable
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, cast
from urllib.parse import parse_qsl

from pydantic import ValidationError

from .codec import adapter
from .decoding import parsed
from .shapes import choices, fields_of
from .webhooks import Validation, fitted


def decoded_form(
    payload: bytes | str, annotation: object, validation: Validation = "tolerant"
) -> Any:
    """The value in a urlencoded form that the API sent. Verify its signature first.

    Raises:
        DecodeError: Validation is strict, and the form does not match the document.
    """
    content = payload.encode() if isinstance(payload, str) else payload
    text = content.decode("utf-8", "replace")
    fields = parse_qsl(text, keep_blank_values=True)
    return fitted(_members(fields, annotation), content, annotation, validation)


def decoded_multipart(
    payload: bytes | str, annotation: object, validation: Validation = "tolerant"
) -> Any:
    """The same for a multipart form (RFC 7578); files are bytes."""
    content = payload.encode() if isinstance(payload, str) else payload
    boundary = content.lstrip().partition(b"\r\n")[0][2:]
    head = b'Content-Type: multipart/form-data; boundary="' + boundary + b'"\r\n\r\n'
    message = BytesParser(policy=HTTP).parsebytes(head + content.lstrip())
    fields = [
        (cast(str, name), _content(part))
        for part in (message.iter_parts() if message.is_multipart() else ())
        if (name := part.get_param("name", header="content-disposition"))
    ]
    return fitted(_members(fields, annotation), content, annotation, validation)


def _content(part: Any) -> str | bytes:
    content = cast(bytes, part.get_payload(decode=True) or b"")
    if part.get_filename() is not None:
        return content
    try:
        return content.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeError):
        return content


def _members(
    fields: Iterable[tuple[str, str | bytes]], annotation: Any
) -> dict[str, Any]:
    """By name; a list if the type is one, or if a name occurs more than once."""
    lists: dict[str, list[str | bytes]] = {}
    for name, value in fields:
        lists.setdefault(name, []).append(value)
    types: dict[str, Any] = {}
    for choice in choices(annotation):
        if choice.model is not None:
            for name, field in fields_of(choice.model).by_name.items():
                types.setdefault(name, field.type)
    return {n: _member(values, types.get(n, Any)) for n, values in lists.items()}


def _member(values: list[str | bytes], annotation: Any) -> Any:
    is_list = any(choice.item is not None for choice in choices(annotation))
    items: Any = values if is_list or len(values) > 1 else values[0]
    try:
        adapter(annotation).validate_python(items)
    except ValidationError:
        # An object, or a list in one field, is sent as JSON.
        if len(values) == 1 and isinstance(values[0], str):
            try:
                return parsed(values[0])
            except ValueError:
                pass
    return items
