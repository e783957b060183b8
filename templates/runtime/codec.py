"""JSON as values: the only place where bytes become those."""

from __future__ import annotations

import re
from codecs import lookup
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any, Protocol, cast

from pydantic import ValidationError
from pydantic_core import from_json
from pydantic_core import to_json as dumped

from .shapes import adapter as adapter
from .shapes import cached, schema_nodes

Reader = Callable[[bytes | str], Any]
"""What decodes JSON."""

_CHARSET = r"charset=[\"']?([\w.:-]+)"
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"}
)
"""Codecs of Python that are text encodings, and no charset of a media type."""


class Exactness(Protocol):
    """What keeps digits that JSON parsers lose: metadata, by `EXACTLY`, of the schemas of
    types that need it."""

    def reader(self, reader: Reader) -> Reader:
        """The same reader, with all digits."""
        ...

    def restored(self, value: Any, content: bytes | str) -> Any:
        """A value that was read from JSON, with the digits that are there."""
        ...


EXACTLY = "exactly"


@cached
def json_reader(annotation: Any) -> Reader:
    """What decodes the JSON of an annotation: the adapter's validator itself.

    The adapter would ask for options first, which takes longer than a small body. It is
    strict: of other JSON types, such as "1" or true for an integer, it makes nothing.
    """
    reader: Reader = partial(adapter(annotation).validator.validate_json, strict=True)
    exactness = _exactness(annotation)
    return reader if exactness is None else exactness.reader(reader)


def read_json(annotation: Any, content: bytes | str) -> Any:
    """The value of JSON; 1.0 is an integer, as in JSON Schema.

    Raises:
        ValidationError: It does not fit.
    """
    reader = json_reader(annotation)
    try:
        return reader(content)
    except ValidationError as error:
        integral = _with_integers(content, error)
        if integral is None:
            raise
    return restored(annotation, reader(integral), content)


def read_data(annotation: Any, data: Any) -> Any:
    """The value of JSON data, or of bytes that are not JSON.

    Raises:
        ValueError: It does not fit.
    """
    if isinstance(data, bytes):
        return adapter(annotation).validate_python(data, strict=True)
    return read_json(annotation, dumped(data, inf_nan_mode="constants"))


def restored(annotation: Any, value: Any, content: bytes | str) -> Any:
    """A value of a type that was read from JSON data, with the digits of its JSON."""
    exactness = _exactness(annotation)
    return value if exactness is None else exactness.restored(value, content)


def charset(media_type: str) -> str:
    """The codec of the charset that a media type names, else of UTF-8."""
    named = re.search(_CHARSET, media_type)
    if named is None:
        return "utf-8"
    try:
        name = lookup(named[1]).name
        "a".encode(name).decode(name)  # Some codecs are none of text.
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if name in _NO_CHARSETS else name


def _with_integers(content: bytes | str, error: ValidationError) -> bytes | None:
    """The JSON with integers in place of the floats, such as 1.0, that should be some;
    None where there are none."""
    places = [
        (item["loc"], int(Decimal(repr(item["input"]))))
        for item in error.errors(include_url=False, include_context=False)
        if item["type"] == "int_type"
        and isinstance(item["input"], float)
        and item["input"].is_integer()
    ]
    if not places:
        return None
    root = [from_json(content)]
    for loc, number in places:
        _replace(root, (0, *loc), number)
    return dumped(root[0], inf_nan_mode="constants")


def _replace(data: Any, loc: tuple[int | str, ...], number: int) -> None:
    """Replaces the input of an error of pydantic, whose location also names members of
    unions, which the data does not have."""
    for part in loc:
        if not _has(data, part):
            continue
        member: Any = data[part]
        if isinstance(member, (dict, list)):
            data = cast(Any, member)
        elif member == number:
            data[part] = number
            return


def _has(data: object, part: int | str) -> bool:
    if isinstance(data, dict):
        return part in cast(dict[object, object], data)
    items = cast(list[object], data)
    return isinstance(part, int) and part < len(items)


@cached
def _exactness(annotation: Any) -> Exactness | None:
    """What a type needs that is anywhere in the schema that pydantic has built."""
    for node in schema_nodes(adapter(annotation).core_schema):
        if EXACTLY in (node.get("metadata") or ()):
            return cast(Exactness, node["metadata"][EXACTLY])
    return None
