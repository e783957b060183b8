"""Annotations and values side by side: which variant a value is, and its tag."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from inspect import get_annotations
from types import UnionType
from typing import (
    Annotated,
    Any,
    NamedTuple,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import BaseModel

from .adapters import completed
from .fixed import ATOMS
from .unions import Discriminated


def tagged(annotation: Any, value: Any) -> Any:
    """A value with the tags that its unions ask for; it is not changed itself.

    A model sends those of its fields itself. This is for models that stand in plain
    lists and dicts, and for a value that is one of a union as a whole.
    """
    return _tagged(_among(annotation), value)


def choices(annotation: Any) -> Iterator[Any]:
    """The members of a union, but for those that a tag tells apart, which stay together."""
    annotation = resolved(annotation)
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from choices(member)
    elif origin is Annotated and discriminated_of(annotation) is None:
        yield from choices(annotation.__origin__)
    else:
        yield annotation


def discriminated_of(annotation: Any) -> Discriminated | None:
    """How a tag tells the members of an annotated union apart."""
    if get_origin(annotation) is Annotated:
        for item in annotation.__metadata__:
            if isinstance(item, Discriminated):
                return item
    return None


def variants(annotation: Any, data: object) -> list[Any]:
    """The members of an annotated union that JSON data may be of, by its tag."""
    choice = _choice(annotation)
    names = () if choice.discriminated is None else choice.discriminated.names(data)
    return [choice.variants[name] for name in names if name in choice.variants]


@lru_cache(maxsize=1024)
def field_types(kind: type[BaseModel]) -> Mapping[str, Any]:
    """The annotations of a model's fields, by their names on the wire."""
    types: dict[str, Any] = {}
    for name, field in completed(kind).model_fields.items():
        annotation: Any = field.annotation
        for item in field.metadata:
            annotation = Annotated[annotation, item]
        types[field.alias or name] = annotation
    return types


def extra_type(kind: type[BaseModel]) -> Any:
    """The annotation of the members that a model does not declare; None without one."""
    for base in kind.__mro__:
        members = get_annotations(base).get("__pydantic_extra__")
        if isinstance(members, str):
            return get_args(eval(members, vars(sys.modules[base.__module__])))[1]
    return None


class _Choice(NamedTuple):
    type: Any
    discriminated: Discriminated | None
    variants: Mapping[str, Any]
    """Where a tag tells them apart: by the names of their classes."""


def _among(annotation: Any) -> Sequence[_Choice]:
    try:
        return _cached(annotation)
    except TypeError:  # An annotation with something unhashable in its metadata.
        return [*map(_choice, choices(annotation))]


@lru_cache(maxsize=1024)
def _cached(annotation: Any) -> Sequence[_Choice]:
    return [*map(_choice, choices(annotation))]


def _choice(annotation: Any) -> _Choice:
    discriminated = discriminated_of(annotation)
    if discriminated is None:
        return _Choice(annotation, None, {})
    union = get_args(annotation.__origin__) or (annotation.__origin__,)
    named = {member.__name__: member for member in union if hasattr(member, "__name__")}
    return _Choice(annotation, discriminated, named)


def _tagged(among: Sequence[_Choice], value: Any) -> Any:
    if type(value) is dict:
        return _tagged_members(among, cast(dict[str, object], value))
    if isinstance(value, BaseModel):
        for choice in among:
            if choice.discriminated is not None:
                value = choice.discriminated.tagged(value)
        return value
    if isinstance(value, Mapping):
        return _tagged_members(among, cast(Mapping[str, object], value))
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray)):
        items = cast(Sequence[object], value)
        for choice in among:
            origin: Any = get_origin(choice.type)
            arguments = get_args(choice.type)
            if origin is list:
                inner = _among(arguments[0])
                return [_tagged(inner, item) for item in items]
            if origin is tuple:
                return [*map(tagged, arguments, items), *items[len(arguments) :]]
    return cast(Any, value)


def _tagged_members(among: Sequence[_Choice], value: Mapping[str, object]) -> Any:
    deep = [key for key, item in value.items() if type(item) not in ATOMS]
    if not deep:
        return value
    kinds: list[type[BaseModel]] = []
    for choice in among:
        if get_origin(choice.type) is dict:
            inner = _among(get_args(choice.type)[1])
            return {key: _tagged(inner, item) for key, item in value.items()}
        if choice.discriminated is not None:
            names, known = choice.discriminated.names(value), choice.variants
            kinds += [known[name] for name in names if name in known]
        elif isinstance(choice.type, type) and issubclass(choice.type, BaseModel):
            kinds.append(choice.type)
    if not kinds:
        return value
    keys = value.keys()
    types = max(map(field_types, kinds), key=lambda names: len(names.keys() & keys))
    members = {key: tagged(types[key], value[key]) for key in deep if key in types}
    return {**value, **members}


def resolved(annotation: Any) -> Any:
    """What an alias stands for; another annotation stands for itself."""
    while hasattr(annotation, "__value__"):
        annotation = _value(annotation)
    return annotation


@lru_cache(maxsize=1024)
def _value(alias: Any) -> Any:
    """The value of an alias, which is text where it needs what is defined after it."""
    value = alias.__value__
    if not isinstance(value, str):
        return value
    hints = {"__module__": alias.__module__, "__annotations__": {"value": value}}
    return get_type_hints(type("Alias", (), hints), include_extras=True)["value"]
