"""Plain data as JSON data: its schema says how scalars travel, not their Python type."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime, time
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any, cast

from pydantic import BaseModel

from .fixed import mark_fixed
from .scalars import date_time_json
from .shapes import Shape, shape_of
from .texts import (
    MARK,
    CalendarDuration,
    NumberText,
    decimal_text,
    number_text,
    time_text,
)

BINARY = (bytes, bytearray, memoryview)

_AS_THEY_ARE = frozenset({str, bool, type(None)})


class Unsendable(ValueError):
    """A value has no text in JSON."""

    def __init__(self, reason: str, place: tuple[str, ...] = ()) -> None:
        super().__init__(".".join(place) + ": " + reason if place else reason)
        self.reason = reason
        self.place = place

    def within(self, name: object) -> Unsendable:
        """The same, as seen from what has the value as a member."""
        return Unsendable(self.reason, (str(name), *self.place))


def plainly(value: Any, annotation: Any = None) -> Any:
    """The value with all that is not in a model as JSON data; models stay, and count
    the fields that the document fixes among the set ones.

    Numbers that a float may not hold are strings behind a `MARK`.

    Raises:
        Unsendable: JSON has no text for a value.
    """
    return shaped(value, None if annotation is None else shape_of((annotation,)))


def shaped(value: Any, shape: Shape | None) -> Any:
    """The same, of what has this shape."""
    return _plain(value, shape, False)


def check(value: object) -> None:
    """Looks for what JSON has not, in models as well.

    Raises:
        Unsendable: There is such a value.
    """
    _plain(value, None, True)


def _plain(value: Any, shape: Shape | None, into_models: bool) -> Any:
    kind: Any = cast(Any, type(value))
    if kind in _AS_THEY_ARE:
        return value
    if kind is dict:
        return _members(cast(dict[Any, object], value), shape, into_models)
    if kind is list:
        return _items(cast(list[object], value), shape, into_models)
    if _is_model(kind):
        if into_models:
            _members(sent_fields(value), shape_of((kind,)), True)
        else:
            _mark(value)
        return value
    if isinstance(value, Mapping):
        return _members(cast(Mapping[Any, object], value), shape, into_models)
    if isinstance(value, BINARY):
        return _bytes(bytes(cast(bytes, value)), shape)
    if isinstance(value, (Sequence, Set)) and not isinstance(value, str):
        return _items(cast(Iterable[object], value), shape, into_models)
    try:
        return _scalar(value, shape)
    except ValueError as error:
        raise Unsendable(str(error)) from None


def _mark(model: BaseModel) -> None:
    try:
        mark_fixed(model)
    except ValueError:
        check(model)
        raise


@lru_cache(maxsize=1024)
def _is_model(kind: type[Any]) -> bool:
    """As `issubclass`, which pydantic makes slow."""
    return issubclass(kind, BaseModel)


def sent_fields(model: BaseModel) -> dict[str, object]:
    """The fields that are sent, as they are called in JSON."""
    declared, were_set = type(model).model_fields, model.model_fields_set
    fields = {
        declared[name].alias or name if name in declared else name: value
        for name, value in model.__dict__.items()
        if name in were_set
    }
    return fields | (model.__pydantic_extra__ or {})


def _members(
    members: Mapping[Any, object], shape: Shape | None, into_models: bool
) -> dict[Any, Any]:
    shapes = None if shape is None else shape.members(members)
    plain: dict[Any, Any] = {}
    for name, member in members.items():
        if type(member) in _AS_THEY_ARE:
            plain[name] = member
            continue
        inner = None if shapes is None else shapes.of(name)
        try:
            plain[name] = _plain(member, inner, into_models)
        except Unsendable as error:
            raise error.within(name) from None
    return plain


def _items(
    items: Iterable[object], shape: Shape | None, into_models: bool
) -> list[Any]:
    inner = None if shape is None else shape.item(0)
    by_place = shape is not None and shape.has_places
    plain: list[Any] = []
    for index, item in enumerate(items):
        if type(item) in _AS_THEY_ARE:
            plain.append(item)
            continue
        if by_place and shape is not None:
            inner = shape.item(index)
        try:
            plain.append(_plain(item, inner, into_models))
        except Unsendable as error:
            raise error.within(index) from None
    return plain


def _bytes(value: bytes, shape: Shape | None) -> str:
    if shape is not None and shape.encode is not None:
        return shape.encode(value)
    if shape is None or bytes not in shape.scalars:
        return b64encode(value).decode()
    try:
        return value.decode()
    except UnicodeError:
        raise Unsendable(
            "bytes that are not UTF-8 cannot be a JSON string, "
            "and the schema names no encoding for them: pass the encoded text"
        ) from None


def _scalar(value: Any, shape: Shape | None) -> Any:
    if type(value) is int and (shape is None or not shape.is_decimal_text):
        return value
    match value:
        case NumberText():
            return MARK + value
        case Decimal():
            if shape is not None and shape.is_number:
                return MARK + number_text(value)
            return decimal_text(value)
        case int() | float():
            if not isfinite(value):
                raise ValueError(f"{value} is not a number that JSON has")
            if shape is not None and shape.is_decimal_text:
                return str(value)
            return value
        case datetime():
            return date_time_json(value)
        case time():
            return time_text(value)
        case CalendarDuration():
            return value.text
        case _:
            return value
