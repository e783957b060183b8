"""What annotations say of plain data: how its scalars travel, and what its parts are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from pydantic import BaseModel, PlainSerializer

from .adapters import completed
from .tagging import extra_type, field_types, resolved
from .unions import Discriminated

Encode = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Members:
    """The shapes of the members of an object."""

    declared: Mapping[str, Shape | None]
    """By their names."""
    others: Shape | None

    def of(self, name: object) -> Shape | None:
        """The shape of a member."""
        return self.declared.get(str(name), self.others)


class Shape:
    """Several annotations, one of which a value has."""

    def __init__(self, annotations: Iterable[Any]) -> None:
        self.scalars: list[Any] = []
        """Classes of scalars."""
        self.encode: Encode | None = None
        """What makes text of bytes, where a scalar is such text; of a list, of its items."""
        self.is_number = False
        """Whether a decimal is a number, and not text."""
        self._models: list[type[BaseModel]] = []
        self._tags: list[Discriminated] = []
        self._items: list[Any] = []
        self._tuples: list[tuple[Any, ...]] = []
        self._values: list[Any] = []
        for annotation in annotations:
            self._add(annotation, ())
        numbers = float in self.scalars or int in self.scalars
        self.is_number |= numbers and Decimal not in self.scalars

    @cached_property
    def is_decimal_text(self) -> bool:
        """Whether all numbers are decimals that travel as text."""
        return bool(self.scalars) and all(s is Decimal for s in self.scalars)

    def item(self, index: int) -> Shape | None:
        """The shape of an item of a list."""
        if not self._tuples:
            return self._every_item
        places = [t[index] for t in self._tuples if index < len(t)]
        return shape_of((*self._items, *places))

    @cached_property
    def _every_item(self) -> Shape | None:
        return shape_of(tuple(self._items))

    @property
    def has_places(self) -> bool:
        """Whether the items of a list differ by their places."""
        return bool(self._tuples)

    def members(self, value: Mapping[Any, object]) -> Members:
        """The shapes of the members of an object, which may say what model it is."""
        if len(self._models) < 2:
            return self._only_members
        models = self._chosen(value) or [m for m in self._models if _fits(m, value)]
        return _members(tuple(models), tuple(self._values))

    @cached_property
    def _only_members(self) -> Members:
        return _members(tuple(self._models), tuple(self._values))

    def _chosen(self, value: Mapping[Any, object]) -> list[type[BaseModel]]:
        names = [name for tags in self._tags for name in tags.names(value)]
        return [model for model in self._models if model.__name__ in names]

    def _add(self, annotation: Any, marks: tuple[Any, ...]) -> None:
        annotation = resolved(annotation)
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            self._add(arguments[0], (*marks, *arguments[1:]))
        elif origin in (Union, UnionType):
            self._tags += [mark for mark in marks if isinstance(mark, Discriminated)]
            for member in arguments:
                self._add(member, ())
        elif origin is tuple and ... not in arguments:
            self._tuples.append(arguments)
        elif isinstance(origin, type) and issubclass(origin, Mapping):
            self._values.append(arguments[1])
        elif isinstance(origin, type) and issubclass(origin, (Sequence, Set)):
            self._items.append(arguments[0])
        elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
            self._models.append(annotation)
        elif annotation not in (None, NoneType) and origin is not Literal:
            self._add_scalar(annotation, marks)

    def _add_scalar(self, annotation: Any, marks: tuple[Any, ...]) -> None:
        writers = [mark.func for mark in marks if isinstance(mark, PlainSerializer)]
        if annotation is bytes and writers:
            self.encode = self.encode or cast(Encode, writers[0])
        elif annotation is Decimal and writers:
            self.is_number = True
        else:
            self.scalars.append(annotation)


def shape_of(annotations: tuple[Any, ...]) -> Shape | None:
    """The shape of what is of one of these annotations; None where there are none."""
    if not annotations:
        return None
    try:
        return _cached(annotations)
    except TypeError:  # An annotation with something unhashable in its metadata.
        return Shape(annotations)


@lru_cache(maxsize=4096)
def _cached(annotations: tuple[Any, ...]) -> Shape:
    return Shape(annotations)


@lru_cache(maxsize=4096)
def _members(models: tuple[type[BaseModel], ...], values: tuple[Any, ...]) -> Members:
    every = [field_types(model) for model in models]
    names = {name for types in every for name in types}
    declared = {
        name: shape_of((*(types[name] for types in every if name in types), *values))
        for name in names
    }
    extras = [extra for extra in map(extra_type, models) if extra is not None]
    return Members(declared, shape_of((*extras, *values)))


def _fits(model: type[BaseModel], value: Mapping[Any, object]) -> bool:
    """Whether an object has what a model requires, and the constants that it fixes."""
    for name, field in completed(model).model_fields.items():
        key = field.alias or name
        if key not in value:
            if field.is_required():
                return False
        elif get_origin(field.annotation) is Literal and (
            value[key] not in get_args(field.annotation)
        ):
            return False
    return True
