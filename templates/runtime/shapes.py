"""Types, compiled once: what a value may be, and the fields of models."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from inspect import get_annotations
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)
from uuid import UUID

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from .codec import BUILDING, cached

_SCALARS = str, int, float, bytes, date, time, timedelta, Decimal, Enum, NoneType, UUID


class Tagging(ABC):
    """How a tag tells the members of a union apart: metadata of an annotated union."""

    __slots__ = ()

    @abstractmethod
    def names(self, value: object) -> Sequence[str]:
        """The classes that JSON data may be of, by its tag."""

    @abstractmethod
    def tagged(self, value: BaseModel) -> Any:
        """A model as the union sends it: a copy with the tags that it lacks."""

    @abstractmethod
    def untagged(self, value: BaseModel) -> BaseModel:
        """A model without the tags that are the union's alone."""

    @abstractmethod
    def labelled(self, name: str, data: Any) -> Any:
        """JSON data of a class, with a tag that means this class."""


class Choice(NamedTuple):
    """One of the types that a value may have: a model, a collection, a scalar, or the
    members of a union that a tag tells apart."""

    type: Any
    """The annotation, without metadata that is not a `Tagging`."""
    marks: tuple[Any, ...] = ()
    """The metadata."""
    model: type[BaseModel] | None = None
    item: Any = None
    """Of a list, the type of its items."""
    places: tuple[Any, ...] | None = None
    """Of a tuple, the types of its items."""
    value: Any = None
    """Of a mapping, the type of its values."""
    tagging: Tagging | None = None
    variants: Mapping[str, Any] = {}
    """Where a tag tells them apart: the members, by the names of their classes."""

    @property
    def annotation(self) -> Any:
        """The annotation, with all metadata."""
        return Annotated[(self.type, *self.marks)] if self.marks else self.type

    def of(self, data: object) -> list[Any]:
        """The members of a tagged union that JSON data may be of."""
        names = () if self.tagging is None else self.tagging.names(data)
        return [self.variants[name] for name in names if name in self.variants]


class Field(NamedTuple):
    """A field of a model."""

    attribute: str
    type: Any
    is_required: bool


class Fields(NamedTuple):
    """The fields of a model."""

    by_name: Mapping[str, Field]
    """The types by wire name."""
    fixed: tuple[str, ...]
    """The attributes whose values the document fixes."""
    deep: tuple[tuple[str, str], ...]
    """The attributes that may hold models, with their wire names."""


@cached
def choices(annotation: Any) -> Sequence[Choice]:
    """The types that a value may have, apart from None; aliases are resolved."""
    return tuple(_choices(annotation, ()))


@lru_cache(maxsize=1024)
def fields_of(model: type[BaseModel]) -> Fields:
    """The fields of a model, with their annotations evaluated."""
    if not model.__pydantic_complete__:
        with BUILDING:
            model.model_rebuild()
    fields: dict[str, Field] = {}
    fixed: list[str] = []
    deep: list[tuple[str, str]] = []
    for attribute, field in model.model_fields.items():
        annotation: Any = field.annotation
        for item in field.metadata:
            annotation = Annotated[annotation, item]
        name = field.alias or attribute
        fields[name] = Field(attribute, annotation, field.is_required())
        # The only defaults that models have, apart from None, are fixed values.
        if field.default is not None and field.default is not PydanticUndefined:
            fixed.append(attribute)
        if _may_hold_models(field.annotation):
            deep.append((attribute, name))
    return Fields(fields, tuple(fixed), tuple(deep))


@lru_cache(maxsize=1024)
def extra_type(model: type[BaseModel]) -> Any:
    """The annotation of the members that a model does not declare; None without one."""
    for base in model.__mro__:
        members = get_annotations(base).get("__pydantic_extra__")
        if isinstance(members, str):
            return get_args(eval(members, vars(sys.modules[base.__module__])))[1]
    return None


def resolved(annotation: Any) -> Any:
    """The target of an alias; other annotations are returned unchanged."""
    while hasattr(annotation, "__value__"):
        annotation = _value(annotation)
    return annotation


def _choices(annotation: Any, marks: tuple[Any, ...]) -> Iterator[Choice]:
    annotation = resolved(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        tagging = [mark for mark in arguments[1:] if isinstance(mark, Tagging)]
        if tagging:
            union = get_args(arguments[0]) or (arguments[0],)
            named = {m.__name__: m for m in union if hasattr(m, "__name__")}
            yield Choice(annotation, tagging=tagging[0], variants=named)
        else:
            yield from _choices(arguments[0], (*marks, *arguments[1:]))
    elif origin in (Union, UnionType):
        for member in arguments:
            yield from _choices(member, ())
    elif origin is tuple and ... not in arguments:
        yield Choice(annotation, marks, places=arguments)
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        yield Choice(annotation, marks, value=arguments[1])
    elif isinstance(origin, type) and issubclass(origin, (Sequence, Set)):
        yield Choice(annotation, marks, item=arguments[0])
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield Choice(annotation, marks, model=annotation)
    elif annotation not in (None, NoneType):
        yield Choice(annotation, marks)


@lru_cache(maxsize=1024)
def _value(alias: Any) -> Any:
    """The value of an alias, which is text where it needs what is defined after it."""
    value = alias.__value__
    if not isinstance(value, str):
        return value
    hints = {"__module__": alias.__module__, "__annotations__": {"value": value}}
    return get_type_hints(type("Alias", (), hints), include_extras=True)["value"]


def _may_hold_models(annotation: Any) -> bool:
    """Whether a value may have a model in it; that of an alias always may."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal or annotation in (None, ...):
        return False
    if origin is Annotated:
        return _may_hold_models(arguments[0])
    if arguments:
        return any(map(_may_hold_models, arguments))
    return not (isinstance(annotation, type) and issubclass(annotation, _SCALARS))
