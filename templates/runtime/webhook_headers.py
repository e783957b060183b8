"""Decoding of webhooks: headers as an object with typed fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, cast

from pydantic import BaseModel, ValidationError

from .codec import adapter
from .decoding import parsed
from .shapes import choices, fields_of
from .webhooks import Validation, fitted

Headers = Mapping[str, str] | Iterable[tuple[str, str]]


def decoded_headers(
    headers: Headers, annotation: object, validation: Validation = "tolerant"
) -> Any:
    """The declared headers of a request that the API sent; other headers are ignored.

    Names are case-insensitive. A header that occurs more than once is one list.

    Raises:
        DecodeError: Validation is strict, and they do not match the document.
    """
    items = cast(Any, headers.items() if isinstance(headers, Mapping) else headers)
    texts: dict[str, str] = {}
    for name, text in items:
        key = name.lower()
        texts[key] = f"{texts[key]}, {text}" if key in texts else text
    fields = fields_of(cast(type[BaseModel], annotation)).by_name
    members = {
        name: _value(text.strip(), field.type)
        for name, field in fields.items()
        if (text := texts.get(name.lower())) is not None
    }
    return fitted(members, b"", annotation, validation)


def _value(text: str, annotation: Any) -> Any:
    """A value in the style "simple" or JSON; unchanged if it is neither."""
    for shape in _shapes(text, annotation):
        try:
            adapter(annotation).validate_python(shape)
        except ValidationError:
            continue
        return shape
    return text


def _shapes(text: str, annotation: Any) -> Iterator[Any]:
    if text[:1] in ("[", "{"):
        with suppress(ValueError):
            yield parsed(text)
    types = choices(annotation)
    items = [item.strip() for item in text.split(",")] if text else []
    if any(type_.item is not None or type_.places is not None for type_ in types):
        yield items
    if any(type_.value is not None or type_.model is not None for type_ in types):
        if all("=" in item for item in items):
            yield dict(item.split("=", 1) for item in items)
        elif len(items) % 2 == 0:
            yield dict(zip(items[::2], items[1::2], strict=True))
