"""JSON and pydantic: the only place where values become bytes, and bytes values."""

from __future__ import annotations

import re
from codecs import lookup
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, Protocol, cast

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, from_json
from pydantic_core import to_json as dumped

from .plain import MARK, Layout, NumberText, Unsendable, plainly, scalar
from .shapes import adapter as adapter
from .shapes import cached, fields_of, schema_nodes

Reader = Callable[[bytes | str], Any]
"""What decodes JSON."""

EXACT = object()
"""The context of a serialization that writes decimals with all their digits."""

_SENT: dict[str, Any] = {
    "by_alias": True,
    "exclude_unset": True,
    "context": EXACT,
    "warnings": False,
}
_ANYTHING: TypeAdapter[Any] = TypeAdapter(
    Any, config=ConfigDict(ser_json_inf_nan="constants")
)
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)")
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"}
)
"""Codecs of Python that are text encodings, and no charset of a media type."""
_MARK = f'"\\u0000{MARK[1:]}'.encode()
_MARKED = re.compile(re.escape(_MARK) + rb'([^"]*)"')
_Plain = dict[str, "_Plain"] | list["_Plain"] | str | float | None


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
    named = _CHARSET.search(media_type)
    if named is None:
        return "utf-8"
    try:
        name = lookup(named[1]).name
        "a".encode(name).decode(name)  # Some codecs are none of text.
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if name in _NO_CHARSETS else name


def to_json(value: object, layout: Layout | None = None) -> bytes:
    """JSON of models, collections and scalars; of models, what was set.

    Raises:
        ValueError: JSON has no text for a value, such as NaN.
    """
    value = plainly(value, layout)
    try:
        content = _dumped(value)
    except PydanticSerializationError:
        _check(value)
        raise
    if b"NaN" in content or b"Infinity" in content:
        _check(value)
    return _MARKED.sub(rb"\1", content) if _MARK in content else content


def to_plain(value: object, layout: Layout | None = None) -> Any:
    """The same as dicts, lists and JSON's scalars, with numbers as exact."""
    value = plainly(value, layout)
    try:
        plain = _ANYTHING.dump_python(value, mode="json", **_SENT)
    except PydanticSerializationError:
        _check(value)
        raise
    return _unmarked(plain)


def _dumped(value: object) -> bytes:
    return _ANYTHING.dump_json(value, **_SENT)


def _check(value: object) -> None:
    """Looks for the part of a value that JSON does not have.

    Raises:
        Unsendable: There is such a part.
    """
    if isinstance(value, bytes):
        raise Unsendable(
            "bytes that are not UTF-8 cannot be a JSON string, "
            "and the schema names no encoding for them: pass the encoded text"
        )
    if not isinstance(value, (BaseModel, Mapping, list, tuple)):
        try:
            scalar(value)
        except ValueError as error:
            raise Unsendable(str(error)) from None
        return
    for name, part, dump in _parts(cast(object, value)):
        try:
            content = dump()
            is_sent = b"NaN" not in content and b"Infinity" not in content
        except PydanticSerializationError:
            is_sent = False
        if not is_sent:
            try:
                _check(part)
            except Unsendable as error:
                raise error.within(name) from None


def _parts(value: object) -> Iterator[tuple[object, object, Callable[[], bytes]]]:
    """The parts of a value by name, and what writes each of them."""
    if isinstance(value, BaseModel):
        fields = fields_of(type(value)).by_name.items()
        names = {field.attribute: name for name, field in fields}
        members = {**value.__dict__, **(value.__pydantic_extra__ or {})}
        for key in value.model_fields_set & members.keys():
            yield names.get(key, key), members[key], partial(_dumped_field, value, key)
        return
    parts: Iterable[tuple[object, object]] = enumerate(cast(Iterable[object], value))
    if isinstance(value, Mapping):
        parts = cast(Mapping[object, object], value).items()
    for name, part in parts:
        yield name, part, partial(_dumped, part)


def _dumped_field(model: BaseModel, name: str) -> bytes:
    return model.model_dump_json(include={name}, **_SENT).encode()


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
