"""Urlencoded forms, and the serialization of form fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import quote_plus

from .parameters import Parameter, escaped, item_text, json_text, plain
from .plain import to_plain
from .request import URLENCODED, Body, Payload
from .styles import Style, Styled, query_reserved
from .typed import shape_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """The serialization of one form field (OpenAPI, "Encoding Object").

    A `style`, where there is one, takes the place of `content_type`, in which commas
    may stand between several. `headers` are those of its part of a multipart form.
    """

    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    style: Style | None = None
    explode: bool | None = None
    allow_reserved: bool = False

    def styled(self, value: object) -> Styled:
        """A value of the field, which has a style."""
        return Styled(value, self.style or "form", self.explode)


Encodings = Mapping[str, Encoding]
"""By the names of the fields."""

AS_USUAL: Encodings = {}


@dataclass(frozen=True, slots=True)
class Form(Body):
    """A urlencoded form; `type` is the type by which plain data is written."""

    value: object
    encodings: Encodings = field(default_factory=dict[str, Encoding])
    type: Any = None
    media_type: str = URLENCODED

    def payload(self) -> Payload | None:
        """The pairs of the fields."""
        if self.value is None:
            return None
        fields = to_plain(self.value, shape_of(self.type) if self.type else None)
        if not isinstance(fields, Mapping):
            raise not_a_form(self.value)
        content = "&".join(
            f"{key}={text}"
            for name, value in cast(Mapping[str, Any], fields).items()
            for key, text in form_pairs(name, value, self.encodings.get(name))
        )
        return Payload(content.encode(), self.media_type)


@dataclass(frozen=True, slots=True)
class FormText(Parameter):
    """A value that is sent as urlencoded text (a parameter with such `content`)."""

    value: object

    def plain(self) -> str | None:
        """The text."""
        if self.value is None:
            return None
        fields = plain(self.value)
        if not isinstance(fields, dict):
            raise not_a_form(self.value)
        pairs = (pair for name in fields for pair in form_pairs(name, fields[name]))
        return "&".join(f"{key}={text}" for key, text in pairs)


def not_a_form(value: object) -> TypeError:
    """The error for a value that has no fields."""
    return TypeError(f"a {type(value).__name__} cannot be sent as a form")


def form_pairs(
    name: str, value: object, encoding: Encoding | None = None
) -> Iterator[tuple[str, str]]:
    """The pairs, percent-encoded, of one field of a urlencoded form.

    Without a style an array becomes several pairs, and an object JSON.
    """
    if encoding is not None and encoding.style is not None:
        escape = query_reserved if encoding.allow_reserved else escaped
        for key, text in encoding.styled(value).pairs(name, escape):
            yield escaped(key), text
        return
    kinds = "" if encoding is None else encoding.content_type
    for text in texts(value, kinds):
        yield quote_plus(name), quote_plus(text)


def texts(value: object, kinds: str = "") -> Iterator[str]:
    """The texts of a field of a form, one for each item of an array; one JSON text where
    `kinds`, the media types of the field, say so; JSON also where an item has parts."""
    if "json" in kinds:
        if value is not None:
            yield json_text(value)
        return
    several = isinstance(value, (list, tuple, set, frozenset))
    for item in cast(Iterable[object], value) if several else (value,):
        if item is not None:
            yield item_text(item)
