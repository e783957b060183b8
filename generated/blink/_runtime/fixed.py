"""The fields of models that the document fixes: they are sent though nobody sets them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import NoneType
from typing import Annotated, Any, Literal, cast, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from .adapters import completed
from .texts import date_time_text

ATOMS = frozenset({bool, bytearray, bytes, float, int, memoryview, str, NoneType})
"""Classes whose instances have no parts."""

_SCALARS = (
    str,
    int,
    float,
    bytes,
    date,
    time,
    timedelta,
    Decimal,
    Enum,
    NoneType,
    UUID,
)


def mark_fixed(value: object) -> None:
    """Counts the fields that the document fixes among the set ones, at every depth.

    The only defaults that models have, other than None, are such fixed values.

    Raises:
        ValueError: Where any value may stand, there is a datetime without a time zone:
            pydantic would send it as it is.
    """
    kind: Any = type(value)
    if kind in ATOMS:
        return
    fields = _fields(kind)
    if fields is not None:
        fixed, deep = fields
        model = cast(BaseModel, value)
        if fixed:
            model.__pydantic_fields_set__.update(fixed)
        members = model.__dict__
        for name in deep:
            mark_fixed(members.get(name))
        if model.__pydantic_extra__:
            _mark_all(model.__pydantic_extra__.values())
    elif isinstance(value, Mapping):
        _mark_all(cast(Mapping[Any, object], value).values())
    elif isinstance(value, (Sequence, Set)) and not isinstance(value, str):
        _mark_all(cast(Iterable[object], value))
    elif isinstance(value, datetime) and value.tzinfo is None:
        date_time_text(value)


def _mark_all(values: Iterable[object]) -> None:
    for value in values:
        if type(value) not in ATOMS:
            mark_fixed(value)


@lru_cache(maxsize=1024)
def _fields(kind: type[Any]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The fields of a model that are fixed, and those that may hold models; None of what
    is no model."""
    if not issubclass(kind, BaseModel):
        return None
    # A model that was made and never validated may not be built yet.
    fields = completed(kind).model_fields
    fixed = (
        name
        for name, field in fields.items()
        if field.default is not None and field.default is not PydanticUndefined
    )
    deep = (name for name, field in fields.items() if _may_hold(field.annotation))
    return tuple(fixed), tuple(deep)


def _may_hold(annotation: Any) -> bool:
    """Whether a value of this type may have a model in it; of an alias it always may."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal or annotation in (None, ...):
        return False
    if origin is Annotated:
        return _may_hold(arguments[0])
    if arguments:
        return any(map(_may_hold, arguments))
    return not (isinstance(annotation, type) and issubclass(annotation, _SCALARS))
