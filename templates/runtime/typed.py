"""Plain data whose scalars are serialized by annotation, not by Python type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Literal, cast, get_args, get_origin

from pydantic import BaseModel, PlainSerializer

from .codec import cached
from .json_values import Json, JsonText
from .parameters import Parameter
from .plain import MARK, plainly, scalar, to_json
from .request import Body, Payload
from .shapes import Choice, Tagging, choices, extra_type, fields_of
from .texts import number_text

_BINARY = (bytes, bytearray, memoryview)


@dataclass(frozen=True, slots=True)
class TypedText(JsonText):
    """JSON text whose plain data is written as its type says."""

    type: Any

    def plain(self) -> str | None:
        """The text."""
        if self.value is None:
            return None
        return to_json(self.value, shape_of(self.type)).decode()


@dataclass(frozen=True, slots=True)
class TypedItems(Parameter):
    """A list of lists or objects, whose plain data is written as its type says."""

    value: object
    type: Any

    def plain(self) -> object:
        """The list, with JSON's data in it."""
        return plainly(self.value, shape_of(self.type))


@dataclass(frozen=True, slots=True)
class TypedJson(Json):
    """JSON whose plain data is written as its type says."""

    type: Any = None

    def payload(self) -> Payload | None:
        """The JSON text; of bytes, these themselves, unless they are text in JSON."""
        value, shape = self.value, shape_of(self.type)
        if value is None or isinstance(value, Body):
            return Json.payload(self)
        is_encoded = shape is not None and shape.is_encoded
        if not is_encoded and isinstance(value, _BINARY):
            return Json.payload(self)
        return Payload(to_json(cast(object, value), shape), self.media_type)


class Shape:
    """The `Layout` of plain data that has one of several types."""

    def __init__(self, annotations: Iterable[Any]) -> None:
        self._scalars: list[Any] = []
        self._models: list[type[BaseModel]] = []
        self._tags: list[Tagging] = []
        self._items: list[Any] = []
        self._places: list[tuple[Any, ...]] = []
        self._values: list[Any] = []
        self._encode: Callable[[bytes], str] | None = None
        self._is_number = False
        for annotation in annotations:
            for choice in choices(annotation):
                self._add(choice)
        numbers = float in self._scalars or int in self._scalars
        self._is_number |= numbers and Decimal not in self._scalars
        only_decimals = all(kind is Decimal for kind in self._scalars)
        self._is_decimal_text = bool(self._scalars) and only_decimals

    @property
    def is_encoded(self) -> bool:
        """Whether bytes, or the bytes in a list, are sent as encoded text."""
        return self._encode is not None

    def item(self, index: int) -> Shape | None:
        """The shape of an item of a list."""
        if not self._places:
            return self._every_item
        places = [place[index] for place in self._places if index < len(place)]
        return shape_of(*self._items, *places)

    @cached_property
    def _every_item(self) -> Shape | None:
        return shape_of(*self._items)

    def members(self, value: Mapping[Any, object]) -> Callable[[str], Shape | None]:
        """What gives the shapes of the members of an object, which may say what model
        it is."""
        models = self._models
        if len(models) > 1:
            names = [name for tags in self._tags for name in tags.names(value)]
            named = [model for model in models if model.__name__ in names]
            models = named or [model for model in models if _fits(model, value)]
        declared, others = _members(tuple(models), tuple(self._values))
        return lambda name: declared.get(name, others)

    def scalar(self, value: Any) -> Any:
        """A scalar as JSON has it.

        Raises:
            ValueError: JSON has no text for it.
        """
        if isinstance(value, _BINARY):
            return self._bytes(bytes(cast(bytearray, value)))
        if isinstance(value, Decimal) and self._is_number:
            return MARK + number_text(value)
        plain = scalar(value)
        is_text = self._is_decimal_text and isinstance(value, (int, float))
        return str(value) if is_text else plain

    def _bytes(self, value: bytes) -> str:
        if self._encode is not None:
            return self._encode(value)
        if bytes not in self._scalars:
            return cast(str, scalar(value))
        try:
            return value.decode()
        except UnicodeError:
            raise ValueError(
                "bytes that are not UTF-8 cannot be a JSON string, "
                "and the schema names no encoding for them: pass the encoded text"
            ) from None

    def _add(self, choice: Choice) -> None:
        if choice.tagging is not None:
            self._tags.append(choice.tagging)
            union = get_args(choice.type)[0]
            for member in get_args(union) or (union,):
                for inner in choices(member):
                    self._add(inner)
        elif choice.model is not None:
            self._models.append(choice.model)
        elif choice.places is not None:
            self._places.append(choice.places)
        elif choice.value is not None:
            self._values.append(choice.value)
        elif choice.item is not None:
            self._items.append(choice.item)
        elif get_origin(choice.type) is not Literal:
            self._add_scalar(choice)

    def _add_scalar(self, choice: Choice) -> None:
        writers = [
            mark.func for mark in choice.marks if isinstance(mark, PlainSerializer)
        ]
        if choice.type is bytes and writers:
            self._encode = self._encode or cast(Callable[[bytes], str], writers[0])
        elif choice.type is Decimal and writers:
            self._is_number = True
        else:
            self._scalars.append(choice.type)


def shape_of(*annotations: Any) -> Shape | None:
    """The shape of what is of one of these types; None where there are none."""
    return _shape(annotations) if annotations else None


@cached
def _shape(annotations: Any) -> Shape:
    return Shape(annotations)


@lru_cache(maxsize=4096)
def _members(
    models: tuple[type[BaseModel], ...], values: tuple[Any, ...]
) -> tuple[Mapping[str, Shape | None], Shape | None]:
    """The shapes of the members that models declare, and of the others."""
    every = [fields_of(model).by_name for model in models]
    names = {name for fields in every for name in fields}
    declared = {
        name: shape_of(
            *(fields[name].type for fields in every if name in fields), *values
        )
        for name in names
    }
    extras = [extra for extra in map(extra_type, models) if extra is not None]
    return declared, shape_of(*extras, *values)


def _fits(model: type[BaseModel], value: Mapping[Any, object]) -> bool:
    """Whether an object has what a model requires, and the constants that it fixes."""
    for name, field in fields_of(model).by_name.items():
        if name not in value:
            if field.is_required:
                return False
        elif any(get_origin(c.type) is Literal for c in choices(field.type)) and (
            all(
                get_origin(c.type) is Literal and value[name] not in get_args(c.type)
                for c in choices(field.type)
            )
        ):
            return False
    return True
