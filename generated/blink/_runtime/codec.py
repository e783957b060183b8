"""JSON and pydantic: the only place where values become bytes, and bytes values."""

from __future__ import annotations

import re
from codecs import lookup
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter
from pydantic_core import PydanticSerializationError

from .adapters import adapter as adapter
from .exact import exact_reader, has_decimals
from .plain import check, plainly
from .scalars import EXACT
from .shapes import shape_of
from .texts import MARK, NumberText

_ANYTHING: TypeAdapter[Any] = TypeAdapter(
    Any, config=ConfigDict(ser_json_inf_nan="constants")
)
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)")
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"}
)
"""Codecs of Python that are text encodings, and no charset of a media type."""
_Plain = dict[str, "_Plain"] | list["_Plain"] | str | float | None
_MARK = f'"\\u0000{MARK[1:]}'.encode()
_MARKED = re.compile(re.escape(_MARK) + rb'([^"]*)"')


def json_reader(annotation: Any) -> Callable[[bytes | str], Any]:
    """What decodes the JSON of an annotation: the adapter's validator itself.

    The adapter would ask for options first, which takes longer than a small body.
    """
    try:
        return _reader(annotation)
    except TypeError:
        return _made_reader(annotation)


def charset(media_type: str) -> str:
    """The codec of the charset that a media type names, else of UTF-8."""
    named = _CHARSET.search(media_type)
    if named is None:
        return "utf-8"
    try:
        name = lookup(named[1]).name
        "a".encode(name).decode(name)  # Some codecs are none of text.
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if name in _NO_CHARSETS else name


def to_json(value: object, annotation: Any = None) -> bytes:
    """JSON of models, collections and scalars; of models, what was set.

    `annotation` is the type by which the scalars of plain data are written.

    Raises:
        ValueError: JSON has no text for a value, such as NaN.
    """
    value = plainly(value, annotation)
    try:
        content = _ANYTHING.dump_json(
            value, by_alias=True, exclude_unset=True, context=EXACT, warnings=False
        )
    except PydanticSerializationError:
        check(value)
        raise
    if b"NaN" in content or b"Infinity" in content:
        check(value)
    return _MARKED.sub(rb"\1", content) if _MARK in content else content


def to_plain(value: object, annotation: Any = None) -> Any:
    """The same as dicts, lists and JSON's scalars, with numbers as exact."""
    value = plainly(value, annotation)
    try:
        plain = _ANYTHING.dump_python(
            value,
            mode="json",
            by_alias=True,
            exclude_unset=True,
            context=EXACT,
            warnings=False,
        )
    except PydanticSerializationError:
        check(value)
        raise
    return _unmarked(plain)


def travels_as_text(annotation: Any) -> bool:
    """Whether bytes of this type are encoded as text."""
    shape = shape_of((annotation,))
    return shape is not None and shape.encode is not None


def _unmarked(value: _Plain) -> _Plain:
    match value:
        case str():
            return NumberText(value[len(MARK) :]) if value.startswith(MARK) else value
        case dict():
            return {name: _unmarked(member) for name, member in value.items()}
        case list():
            return [_unmarked(item) for item in value]
        case _:
            return value


@lru_cache(maxsize=1024)
def _reader(annotation: Any) -> Callable[[bytes | str], Any]:
    return _made_reader(annotation)


def _made_reader(annotation: Any) -> Callable[[bytes | str], Any]:
    made = adapter(annotation)
    reader: Callable[[bytes | str], Any] = made.validator.validate_json
    return exact_reader(reader) if has_decimals(made.core_schema) else reader
