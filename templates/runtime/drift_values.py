"""What a log says about data: types, formats, and values that enumerations lack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Literal, cast, get_args, get_origin

from pydantic import BaseModel

from .codec import cached
from .drift import Difference, Place, nearest
from .model import UnknownVariant
from .shapes import choices, extra_type, fields_of

MOST_TYPES = 2000
"""Types within a type that are looked at before its enumerations have no known place."""

LONGEST_TEXT = 2048
"""Longer texts have no format."""

_TYPES: Mapping[type[object], str] = {
    bool: "boolean",
    dict: "object",
    float: "number",
    int: "integer",
    list: "array",
    str: "string",
    type(None): "null",
}
_FORMATS = re.compile(
    r"(?P<date_time>\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d))"
    r"|(?P<date>\d{4}-\d\d-\d\d)"
    r"|(?P<uuid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"
    r"|(?P<uri>[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"\\^`{|}]+)"
    r"|(?P<email>[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)",
    re.ASCII,
)
"""RFC 3339, RFC 9562, RFC 3986 with an authority, HTML ("valid e-mail address")."""


def json_type(value: object) -> str:
    """The JSON type of data; integers and other numbers are told apart."""
    return _TYPES.get(type(value), "string")


def format_of(text: str) -> str | None:
    """The name of the format that a text has, None if it has none of the known ones."""
    match = _FORMATS.fullmatch(text) if len(text) <= LONGEST_TEXT else None
    name = None if match is None else match.lastgroup
    try:
        if name == "date":
            date.fromisoformat(text)
        elif name == "date_time":
            datetime.fromisoformat(text[:19])
    except ValueError:
        return None
    return None if name is None else name.replace("_", "-")


def unlisted(annotation: Any, value: object, at: Place = ()) -> Iterator[Difference]:
    """The values in a value of a type that the enumerations there do not list, and what
    unknown variants of unions differ in from the nearest known one."""
    if isinstance(value, Enum):
        if type(value).__members__.get(value.name) is not value:
            yield at, "enum", value.value
    elif isinstance(value, UnknownVariant):
        yield from _unknown_variant(annotation, value.model_extra or {}, at)
    elif isinstance(value, BaseModel):
        members = value.__dict__
        for name, field in fields_of(type(value)).by_name.items():
            yield from unlisted(field.type, members.get(field.attribute), (*at, name))
        kind = extra_type(type(value))
        for member in (value.__pydantic_extra__ or {}).values():
            yield from unlisted(kind, member, (*at, "*"))
    elif isinstance(value, dict):
        kind = next((c.value for c in choices(annotation) if c.value), None)
        for member in cast(dict[str, object], value).values():
            yield from unlisted(kind, member, (*at, "*"))
    elif isinstance(value, (list, tuple)):
        yield from _unlisted_items(annotation, cast(list[object], value), at)
    elif isinstance(value, str) and _is_unlisted(annotation, value):
        yield at, "enum", value


def _unknown_variant(
    annotation: Any, data: Mapping[str, Any], at: Place
) -> Iterator[Difference]:
    """The differences of data without a tag, which would say that it is another one."""
    possible = choices(annotation)
    if all(choice.tagging is None for choice in possible):
        known = [c.annotation for c in possible if c.model is not UnknownVariant]
        differences: list[Difference] = []
        nearest(known, data, differences.append, at)
        yield from differences


def _unlisted_items(
    annotation: Any, items: Sequence[object], at: Place
) -> Iterator[Difference]:
    item = next((c.item for c in choices(annotation) if c.item), None)
    places = next((c.places for c in choices(annotation) if c.places), ())
    for index, value in enumerate(items):
        if index < len(places):
            yield from unlisted(places[index], value, (*at, str(index)))
        else:
            yield from unlisted(item, value, (*at, "*"))


@cached
def _texts(annotation: Any) -> frozenset[str]:
    """The texts that the literals in a type list."""
    literals = [c.type for c in choices(annotation) if get_origin(c.type) is Literal]
    values = [value for literal in literals for value in get_args(literal)]
    return frozenset(value for value in values if isinstance(value, str))


def _is_unlisted(annotation: Any, value: str) -> bool:
    return bool(texts := _texts(annotation)) and value not in texts


@cached
def enumerations(annotation: Any) -> Mapping[type[Enum], Place]:
    """The enumerations in a type that have exactly one place, which always has a value
    of theirs: in no union, nowhere else, and not within a type that contains itself."""
    search = _Search()
    search.visit(annotation, (), True)
    every = {} if search.is_endless else search.places
    return {kind: place for kind, place in every.items() if place is not None}


class _Search:
    """A search for the enumerations in a type."""

    def __init__(self) -> None:
        self.places: dict[type[Enum], Place | None] = {}
        self.is_endless = False
        self._count = 0
        self._inside: set[type[BaseModel]] = set()

    def visit(self, annotation: Any, at: Place, is_sure: bool) -> None:
        """Looks at a type, which is the only one of its place if `is_sure`."""
        self._count += 1
        self.is_endless = self.is_endless or self._count > MOST_TYPES
        if self.is_endless:
            return
        possible = choices(annotation)
        is_sure = is_sure and len(possible) == 1
        for choice in possible:
            for index, kind in enumerate(choice.places or ()):
                self.visit(kind, (*at, str(index)), is_sure)
            for kind in (choice.item, choice.value):
                if kind is not None:
                    self.visit(kind, (*at, "*"), is_sure)
            for kind in choice.variants.values():
                self.visit(kind, at, False)
            if choice.model is not None:
                self._visit_model(choice.model, at, is_sure)
            elif isinstance(choice.type, type) and issubclass(choice.type, Enum):
                is_first = choice.type not in self.places
                self.places[choice.type] = at if is_first and is_sure else None

    def _visit_model(self, model: type[BaseModel], at: Place, is_sure: bool) -> None:
        if model in self._inside:
            self.is_endless = True
            return
        self._inside.add(model)
        for name, field in fields_of(model).by_name.items():
            self.visit(field.type, (*at, name), is_sure)
        extra = extra_type(model)
        if extra is not None:
            self.visit(extra, (*at, "*"), is_sure)
        self._inside.discard(model)
