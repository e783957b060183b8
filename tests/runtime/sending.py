"""Bodies by their media types, as an operation with several of them sends them."""

from __future__ import annotations

from typing import Any

from restamp_runtime.any_bodies import body_of
from restamp_runtime.forms import Encodings
from restamp_runtime.request import Payload


def encoded(
    body: object,
    media_type: str,
    encoding: Encodings | None = None,
    files: tuple[str, ...] = (),
    kind: Any = None,
    is_null_sent: bool = False,
) -> Payload:
    """What is sent."""
    payload = body_of(body, media_type, encoding or {}, files, kind, is_null_sent).payload()
    assert payload is not None
    return payload
