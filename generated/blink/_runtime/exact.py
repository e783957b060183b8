"""Decimals with all digits that their JSON has: a JSON parser makes floats of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from json import loads
from typing import Any, cast

from pydantic import BaseModel, ValidationError

Reader = Callable[[bytes | str], Any]

# Of fewer digits, a float has them all. What merely looks so within a string costs time.
_BEFORE = rb"(?:^|[:,\[\s])-?"
_LONG = re.compile(_BEFORE + rb"(?:[0-9.]{16,}|[0-9]+(?:\.[0-9]+)?[eE])")
_HUGE = re.compile(
    rb"((?:^|[:,\[\s]))(-?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{3,})(?=[\s,\]}]|$)"
)


def has_decimals(schema: Any) -> bool:
    """Whether a decimal is anywhere in what pydantic has built."""
    todo: list[Any] = [schema]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            members = cast(dict[str, Any], node)
            if members.get("type") == "decimal":
                return True
            todo += [v for v in members.values() if isinstance(v, (dict, list, tuple))]
        elif isinstance(node, (list, tuple)):
            todo += cast(Iterable[Any], node)
    return False


def exact_reader(reader: Reader) -> Reader:
    """The same reader, with decimals as they are written."""

    def read(content: bytes | str) -> Any:
        if isinstance(content, str):
            content = content.encode("utf-8", "surrogatepass")
        if not _LONG.search(content):
            return reader(content)
        try:
            value = reader(content)
        except ValidationError:
            # A float that is infinite is no decimal; its text is.
            quoted = _HUGE.sub(rb'\1"\2"', content)
            if quoted == content:
                raise
            try:
                value = reader(quoted)
            except ValidationError:
                value = None
            if value is None:
                raise
        return with_digits(value, content)

    return read


def with_digits(value: Any, content: bytes | str) -> Any:
    """A value that was read from JSON, its decimals with the digits that are there."""
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
    fields: dict[str, object] = vars(model)
    for name, field in type(model).model_fields.items():
        key = field.alias or name
        if key in data and name in fields:
            fields[name] = _restored(fields[name], data[key])
    _restore(model.__pydantic_extra__ or {}, data)
