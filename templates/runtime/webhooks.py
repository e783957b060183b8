"""Decoding of webhooks: JSON and text bodies."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ValidationError

from .codec import adapter, restored
from .decoding import decoded as decoded_body
from .decoding import raw
from .drift import SWITCH, salvaged, without_input
from .errors import DecodeError

Validation = Literal["strict", "tolerant"]


def decoded(
    payload: bytes | str, annotation: object, validation: Validation = "tolerant"
) -> Any:
    """The value in a request that the API sent. Verify its signature first.

    If validation is tolerant, a payload that does not match the document is decoded as
    far as possible.

    Raises:
        DecodeError: Validation is strict, and the payload does not match the document;
            the `status` of the error is 0.
    """
    content = payload.encode() if isinstance(payload, str) else payload
    media_type = "text/plain" if annotation is str else "application/json"
    try:
        return decoded_body(annotation, content, {}, media_type)
    except ValueError as error:
        if validation == "tolerant":
            value = salvaged(annotation, raw(content, media_type))
            return restored(annotation, value, content)
        problem = without_input(error)
    raise _error(problem, content) from problem


def fitted(
    data: object, content: bytes, annotation: object, validation: Validation
) -> Any:
    """The value of data that was read from `content`.

    Raises:
        DecodeError: Validation is strict, and the data does not match the document.
    """
    try:
        return adapter(annotation).validate_python(data)
    except ValidationError as error:
        if validation == "tolerant":
            return salvaged(annotation, data)
        problem = without_input(error)
    raise _error(problem, content) from problem


def _error(error: ValueError, content: bytes) -> DecodeError:
    reason = type(error).__name__
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False)[0]
        reason = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return DecodeError(
        f"the payload does not match the document: {reason} ({SWITCH})",
        status=0,
        headers={},
        content=content,
    )
