"""Values as JSON and as JSON data, and what JSON does not have."""

from __future__ import annotations

import re
from collections.abc import (
    AsyncIterator,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    Set,
)
from datetime import datetime
from functools import partial
from math import isfinite
from os import PathLike
from secrets import token_hex
from typing import Any, Protocol, cast

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic_core import PydanticSerializationError

from .shapes import fields_of
from .texts import written

MARK = f"\x00{token_hex(8)}"
"""Precedes the digits of a number that is written as a string, to be unquoted later."""
_MARK = f'"\\u0000{MARK[1:]}'.encode()
_MARKED = re.compile(re.escape(_MARK) + rb'([^"]*)"')
_Plain = dict[str, "_Plain"] | list["_Plain"] | str | float | None

EXACT = object()
"""The context of a serialization that writes decimals with all their digits."""

_SENT = dict[str, Any](by_alias=True, exclude_unset=True, context=EXACT, warnings=False)
_ANYTHING: TypeAdapter[Any] = TypeAdapter(
    Any, config=ConfigDict(ser_json_inf_nan="constants")
)

_AS_THEY_ARE = frozenset({str, bool, type(None)})
_PLAIN = _AS_THEY_ARE | {int}
_ATOMS = _PLAIN | {bytearray, bytes, float, memoryview}
_MODEL: type[Any] = type(BaseModel)
"""The class of model classes: asking for it is quicker than `issubclass`."""
_ATOM = (str, int, float, bytes)
_BINARY = (bytes, bytearray, memoryview)


class NumberText(str):
    """The digits of a JSON number, exactly as they are to be sent."""

    __slots__ = ()


class Unsendable(ValueError):
    """A value has no text in JSON."""

    def __init__(self, reason: str, place: tuple[str, ...] = ()) -> None:
        super().__init__(".".join(place) + ": " + reason if place else reason)
        self.reason = reason
        self.place = place

    def within(self, name: object) -> Unsendable:
        """The same, as seen from what has the value as a member."""
        return Unsendable(self.reason, (str(name), *self.place))


class Layout(Protocol):
    """How to serialize scalars of plain data whose Python type does not decide it."""

    def members(self, value: Mapping[Any, object]) -> Callable[[str], Layout | None]:
        """What gives the layouts of the members of an object, by name."""
        ...

    def item(self, index: int) -> Layout | None:
        """The layout of an item of a list."""
        ...

    def scalar(self, value: Any) -> Any:
        """A scalar as JSON has it.

        Raises:
            ValueError: JSON has no text for it.
        """
        ...


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


def plainly(value: Any, layout: Layout | None = None) -> Any:
    """The value with all that is not in a model as JSON data; models stay, and count
    the fields that the document fixes among the set ones.

    Numbers that a float cannot represent are strings with the prefix `MARK`.

    Raises:
        Unsendable: JSON has no text for a value.
    """
    kind: Any = cast(Any, type(value))
    if kind in _AS_THEY_ARE:
        return value
    if kind is dict:
        return _members(cast(dict[Any, object], value), layout)
    if kind is list:
        return _items(cast(list[object], value), layout)
    if isinstance(kind, _MODEL):
        mark_fixed(value)
        return value
    if isinstance(value, Mapping):
        return _members(cast(Mapping[Any, object], value), layout)
    if isinstance(value, (Sequence, Set)) and not isinstance(value, (str, *_BINARY)):
        return _items(cast(Iterable[object], value), layout)
    try:
        return scalar(value) if layout is None else layout.scalar(value)
    except ValueError as error:
        raise Unsendable(str(error)) from None


def scalar(value: Any) -> Any:
    """A scalar as JSON has it.

    Raises:
        ValueError: JSON has no text for it.
    """
    if isinstance(value, NumberText):
        return MARK + value
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{value} is not a finite number and cannot be sent")
    if isinstance(value, _BINARY):
        raise ValueError(
            "bytes cannot be sent in JSON, as the schema names no encoding for them: "
            "pass the encoded text"
        )
    if _is_file(value):
        raise ValueError(
            f"a {type(value).__name__} cannot be sent in JSON: pass what it contains"
        )
    return written(value)


def _is_file(value: object) -> bool:
    """Whether a value is a file, or what else is read to be sent."""
    if isinstance(value, (PathLike, Iterator, AsyncIterator)):
        return True
    return any(callable(getattr(value, name, None)) for name in ("read", "payload"))


def sent_fields(model: BaseModel) -> dict[str, object]:
    """The fields that are sent, as they are called in JSON."""
    were_set = model.model_fields_set
    fields = {
        name: model.__dict__[field.attribute]
        for name, field in fields_of(type(model)).by_name.items()
        if field.attribute in were_set
    }
    return fields | (model.__pydantic_extra__ or {})


def mark_fixed(value: object, has_files: bool = False) -> None:
    """Counts the fields that the document fixes among the set ones, at every depth.

    Raises:
        Unsendable: Where any value may stand, there is a datetime without a time zone,
            or a file unless it `has_files`: pydantic would send something for it.
    """
    kind: Any = type(value)
    if kind in _ATOMS:
        return
    if isinstance(kind, _MODEL):
        model, (_, fixed, deep) = cast(BaseModel, value), fields_of(kind)
        if fixed:
            model.__pydantic_fields_set__.update(fixed)
        if deep:
            members = model.__dict__
            fields = ((name, members.get(attribute)) for attribute, name in deep)
            _mark_all(fields, has_files)
        if model.__pydantic_extra__:
            _mark_all(model.__pydantic_extra__.items(), has_files)
    elif isinstance(value, Mapping):
        _mark_all(cast(Mapping[Any, object], value).items(), has_files)
    elif isinstance(value, (Sequence, Set)) and not isinstance(value, str):
        _mark_all(enumerate(cast(Iterable[object], value)), has_files)
    elif isinstance(value, datetime) or not (has_files or isinstance(value, _ATOM)):
        try:
            scalar(value)
        except ValueError as error:
            raise Unsendable(str(error)) from None


def _mark_all(values: Iterable[tuple[object, object]], has_files: bool) -> None:
    for name, value in values:
        if type(value) not in _ATOMS:
            try:
                mark_fixed(value, has_files)
            except Unsendable as error:
                raise error.within(name) from None


def _members(members: Mapping[Any, object], layout: Layout | None) -> dict[Any, Any]:
    layouts = None if layout is None else layout.members(members)
    as_they_are = _PLAIN if layout is None else _AS_THEY_ARE
    plain: dict[Any, Any] = {}
    for name, member in members.items():
        if type(member) in as_they_are:
            plain[name] = member
            continue
        try:
            inner = None if layouts is None else layouts(str(name))
            plain[name] = plainly(member, inner)
        except Unsendable as error:
            raise error.within(name) from None
    return plain


def _items(items: Iterable[object], layout: Layout | None) -> list[Any]:
    as_they_are = _PLAIN if layout is None else _AS_THEY_ARE
    plain: list[Any] = []
    for index, item in enumerate(items):
        if type(item) in as_they_are:
            plain.append(item)
            continue
        try:
            inner = None if layout is None else layout.item(index)
            plain.append(plainly(item, inner))
        except Unsendable as error:
            raise error.within(index) from None
    return plain
