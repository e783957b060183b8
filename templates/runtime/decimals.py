"""Decimals with all digits of their JSON, of which a JSON parser makes floats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import partial
from json import loads
from typing import Annotated, Any, cast

from pydantic import (
    BaseModel,
    GetCoreSchemaHandler,
    PlainSerializer,
    SerializationInfo,
    ValidationError,
)
from pydantic_core import CoreSchema, core_schema

from .codec import EXACTLY, Reader
from .plain import EXACT, MARK
from .shapes import fields_of
from .texts import PLAIN_DIGITS, number_text

# Of fewer digits, a float has them all. What merely looks so within a string costs time.
_BEFORE = rb"(?:^|[:,\[\s])-?"
_LONG = re.compile(_BEFORE + rb"(?:[0-9.]{16,}|[0-9]+(?:\.[0-9]+)?[eE])")
_HUGE_TEXT = r"^-?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{3,}$"
_HUGE = re.compile(
    rb"((?:^|[:,\[\s]))(-?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{3,})(?=[\s,\]}]|$)"
)


class _Exact:
    """Keeps the digits of decimals, which are `texts` in JSON or else numbers."""

    def __init__(self, texts: CoreSchema) -> None:
        self._texts = texts

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.json_or_python_schema(
            core_schema.no_info_after_validator_function(_decimal, self._texts),
            handler(source),
            metadata={EXACTLY: self},
            serialization=core_schema.simple_ser_schema("any"),
        )

    def reader(self, reader: Reader) -> Reader:
        """The same reader, with decimals as they are written."""
        return partial(_read, reader)

    def restored(self, value: Any, content: bytes | str) -> Any:
        """A value that was read from JSON, its decimals with the digits there."""
        return _with_digits(value, content)


def _decimal(value: float | str) -> Decimal:
    try:
        number = Decimal(value if isinstance(value, int | str) else repr(value))
    except InvalidOperation:
        raise ValueError("expected a decimal number") from None
    if not number.is_finite():
        raise ValueError("expected a finite number")
    return number


def _read(reader: Reader, content: bytes | str) -> Any:
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    if not _LONG.search(content):
        return reader(content)
    try:
        value = reader(content)
    except ValidationError:
        # An infinite float is not a valid decimal; its text is.
        quoted = _HUGE.sub(rb'\1"\2"', content)
        if quoted == content:
            raise
        try:
            value = reader(quoted)
        except ValidationError:
            value = None
        if value is None:
            raise
    return _with_digits(value, content)


def _with_digits(value: Any, content: bytes | str) -> Any:
    try:
        # Decimals of whole numbers are exact, however many digits these have.
        data = loads(content, parse_float=_digits, parse_int=float)
    except (ValueError, RecursionError):
        return value
    return _restored(value, data)


def _digits(text: str) -> Decimal | float:
    try:
        return Decimal(text)
    except InvalidOperation:
        return float(text)


def _restored(value: Any, data: object) -> Any:
    if isinstance(data, Decimal):
        return data if isinstance(value, Decimal) else value
    if isinstance(data, Mapping):
        members = cast(Mapping[str, object], data)
        if isinstance(value, BaseModel):
            _restore_fields(value, members)
        elif isinstance(value, dict):
            _restore(cast(dict[str, object], value), members)
    elif isinstance(data, list):
        return _restored_items(value, cast(list[object], data))
    return cast(object, value)


def _restored_items(value: Any, data: list[object]) -> Any:
    if isinstance(value, (list, tuple)) and len(cast(list[object], value)) != len(data):
        return cast(object, value)
    if isinstance(value, list):
        items = cast(list[object], value)
        items[:] = [_restored(*pair) for pair in zip(items, data, strict=True)]
        return items
    if isinstance(value, tuple):
        pairs = zip(cast(tuple[object, ...], value), data, strict=True)
        return tuple(_restored(item, source) for item, source in pairs)
    return value


def _restore(members: dict[str, object], data: Mapping[str, object]) -> None:
    for name in members.keys() & data.keys():
        members[name] = _restored(members[name], data[name])


def _restore_fields(model: BaseModel, data: Mapping[str, object]) -> None:
    members: dict[str, object] = vars(model)
    for name, field in fields_of(type(model)).by_name.items():
        if name in data and field.attribute in members:
            value = members[field.attribute]
            members[field.attribute] = _restored(value, data[name])
    _restore(model.__pydantic_extra__ or {}, data)


def _number(value: Any, info: SerializationInfo[Any]) -> Any:
    if not isinstance(value, Decimal):
        return value
    if info.context is EXACT:
        return MARK + number_text(value)
    whole = value == value.to_integral_value() and value.adjusted() < PLAIN_DIGITS
    return int(value) if whole else float(value)


_NUMBER = core_schema.union_schema(
    [
        core_schema.int_schema(),
        core_schema.float_schema(),
        # Those that no float holds are quoted before they are read.
        core_schema.str_schema(pattern=_HUGE_TEXT),
    ],
    mode="left_to_right",
    custom_error_type="number",
    custom_error_message="Input should be a valid number",
)

DecimalText = Annotated[Decimal, _Exact(core_schema.str_schema())]
"""A decimal that is sent as text."""

DecimalNumber = Annotated[
    Decimal, _Exact(_NUMBER), PlainSerializer(_number, when_used="json")
]
"""A decimal that is sent as a JSON number."""
