"""Decoding of webhooks: XML bodies."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from .webhooks import Validation, decoded
from .xml_bodies import XML, XmlDocument


def decoded_xml(
    payload: bytes | str, annotation: Any, validation: Validation = "tolerant"
) -> Any:
    """The value in a request that the API sent. Verify its signature first.

    Raises:
        DecodeError: Validation is strict, and the payload does not match the document.
    """
    content = payload.encode() if isinstance(payload, str) else payload
    with suppress(ValueError):  # What is not XML does not match below.
        content = XmlDocument().json(annotation, content, XML)
    return decoded(content, annotation, validation)
