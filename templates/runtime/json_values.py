"""Values that are sent as JSON where plain text is usual."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .parameters import Parameter, escaped, json_text, query_pairs
from .request import JSON, Body, Payload, encoded


@dataclass(frozen=True, slots=True)
class JsonText(Parameter):
    """A value that is sent as JSON text (a parameter with `content`)."""

    value: object

    def plain(self) -> str | None:
        """The text."""
        return None if self.value is None else json_text(self.value)

    def in_query(self, name: str) -> Iterable[str]:
        """One pair; without a name, the text is the whole query (OpenAPI 3.2)."""
        text = self.plain()
        if name or text is None:
            return query_pairs(name, text)
        return (escaped(text),)


@dataclass(frozen=True, slots=True)
class Json(Body):
    """A value as JSON; None is sent as null where `is_null_sent`."""

    value: Any
    media_type: str = JSON
    is_null_sent: bool = False

    def payload(self) -> Payload | None:
        """The JSON text; of bytes, these themselves."""
        if isinstance(self.value, Body):
            return self.value.payload()
        payload = encoded(self.value)
        if payload is None:
            null = Payload(b"null", self.media_type)
            return null if self.is_null_sent else None
        payload.media_type = self.media_type
        return payload
