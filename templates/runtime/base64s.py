"""Bytes that are sent as Base64 text."""

from __future__ import annotations

from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, cast

from pydantic import BeforeValidator, GetCoreSchemaHandler, PlainSerializer
from pydantic_core import CoreSchema, core_schema

from .model import BESIDE_TEXT


def base64_text(value: Any) -> Any:
    """Base64 in the standard alphabet, padded (RFC 4648, section 4).

    Data that a response had in place of bytes stays data.
    """
    return b64encode(value).decode() if isinstance(value, bytes) else value


def base64url_text(value: Any) -> Any:
    """Base64 in the alphabet for URLs, without padding (RFC 4648, section 5)."""
    if not isinstance(value, bytes):
        return value
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(value: object) -> object:
    """Bytes of standard or URL-safe Base64, padded or not (RFC 4648)."""
    if not isinstance(value, str):
        return value
    text = "".join(value.split()).rstrip("=").translate({0x2D: "+", 0x5F: "/"})
    content = b64decode(text + "=" * (-len(text) % 4), validate=True)
    rest = len(text) % 4
    if rest and b64encode(content[1 - rest :]).decode().rstrip("=") != text[-rest:]:
        raise ValueError("Base64 with trailing bits")  # some other text
    return content


@dataclass(frozen=True, slots=True)
class _BesideText:
    """In a union with `str`, bytes are only what `text` returns for them."""

    text: Callable[[Any], Any]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema: Any = handler(source)
        exact = core_schema.no_info_before_validator_function(
            self._exact, core_schema.bytes_schema()
        )
        metadata = {**schema.get("metadata", {}), BESIDE_TEXT: exact}
        return cast(CoreSchema, {**schema, "metadata": metadata})

    def _exact(self, value: object) -> object:
        content = _bytes(value)
        if isinstance(value, str) and self.text(content) != value:
            raise ValueError("Base64 in another form")
        return content


Base64 = Annotated[
    bytes,
    BeforeValidator(_bytes),
    PlainSerializer(base64_text, return_type=str, when_used="json"),
    _BesideText(base64_text),
]
"""Bytes that are sent as Base64 text."""

Base64Url = Annotated[
    bytes,
    BeforeValidator(_bytes),
    PlainSerializer(base64url_text, return_type=str, when_used="json"),
    _BesideText(base64url_text),
]
"""Bytes that are sent as Base64 text in the URL-safe alphabet (RFC 4648, section 5)."""
