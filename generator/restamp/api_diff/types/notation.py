"""Write types as text and parse them: for reports, for fingerprints, and for the surface file of a package.

    type = item {" | " item}
    item = simple | "models." name | container "[" (type {", " type} | "()") "]" | "Literal[" value {", " value} "]"
    slot = type [" = " default]

`simple` and `container` are the values of `Simple` and `Container`. A value or a default is a JSON string or
number, or True, False or None; a default may also be UNSET. Details that only decoding needs are left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TypeVar, assert_never

from restamp.python.types.public import (
    MODELS,
    UNSET,
    Container,
    Default,
    Generic,
    Literals,
    Missing,
    Model,
    PublicType,
    Simple,
    Tagged,
    Union,
    Value,
)
from restamp.records import dataclass

T = TypeVar("T")
LITERAL = "Literal"
CACHED = 8_192
"""Number of types whose text is cached: a document repeats most of its types."""
_DECODER = json.JSONDecoder()
_STRINGS = json.JSONEncoder(ensure_ascii=False)
_SIMPLE = {type_.value: type_ for type_ in Simple}
_CONTAINERS = {container.value: container for container in Container}
_WORDS: dict[str, bool | None] = {"True": True, "False": False, "None": None}


class NotationError(ValueError):
    """The text is not a valid type."""


@lru_cache(CACHED)
def write(type_: PublicType, models: str = MODELS) -> str:
    """Write a type; `models` is the prefix of model names."""
    match type_:
        case Simple(value=name):
            return name
        case Model(name):
            return f"{models}{name}"
        case Union(members):
            return " | ".join(write(member, models) for member in members)
        case Generic(container, arguments):
            listed = ", ".join(write(argument, models) for argument in arguments)
            return f"{container.value}[{listed or '()'}]"
        case Literals(values):
            return f"{LITERAL}[{', '.join(write_value(value.value) for value in values)}]"
        case Tagged(inner):
            return write(inner, models)
        case _:
            assert_never(type_)


def write_value(value: bool | float | str | None) -> str:
    """Write a literal value."""
    return _STRINGS.encode(value) if isinstance(value, str) else repr(value)


def default_text(default: Default | None) -> str:
    """Write a default; empty if there is none."""
    if default is None:
        return ""
    value = default.value
    return value.value if isinstance(value, Missing) else write_value(value)


def write_slot(type_: PublicType, default: Default | None) -> str:
    """Write a type with its default."""
    if default is None:
        return write(type_)
    text = "None" if default.value is None else default_text(default)
    return f"{write(type_)} = {text}"


@cache
def read(text: str) -> PublicType:
    """Parse a type; raises NotationError."""
    type_, default = read_slot(text)
    if default is not None:
        raise NotationError(text)
    return type_


@cache
def read_slot(text: str) -> tuple[PublicType, Default | None]:
    """Parse a type with an optional default; raises NotationError."""
    parser = TypeParser(text)
    type_ = parser.type()
    default = parser.default() if parser.accept(" = ") else None
    if parser.at != len(text):
        raise NotationError(text)
    return type_, default


@dataclass(slots=True)
class TypeParser:
    """A recursive-descent parser of the notation."""

    text: str
    at: int = 0

    def accept(self, token: str) -> bool:
        """Consume a token if it comes next, and return whether it did."""
        is_next = self.text.startswith(token, self.at)
        self.at += len(token) if is_next else 0
        return is_next

    def type(self) -> PublicType:
        """Parse a type."""
        members = self.listed(self._item, " | ")
        return members[0] if len(members) == 1 else Union(tuple(members))

    def default(self) -> Default:
        """Parse a default."""
        if self.accept(Missing.UNSET.value):
            return UNSET
        return Default(self.value())

    def value(self) -> bool | float | str | None:
        """Parse a literal value."""
        for word, value in _WORDS.items():
            if self.accept(word):
                return value
        try:
            value, self.at = _DECODER.raw_decode(self.text, self.at)
        except ValueError:
            raise NotationError(self.text) from None
        if not isinstance(value, int | float | str):
            raise NotationError(self.text)
        return value

    def _item(self) -> PublicType:
        name = self._name()
        if self.accept("["):
            return self.generic(name)
        model = name.removeprefix(MODELS)
        if model != name and model.isidentifier():
            return Model(model)
        if name not in _SIMPLE:
            raise NotationError(self.text)
        return _SIMPLE[name]

    def generic(self, name: str) -> PublicType:
        """Parse the arguments of a generic type, after its name and the opening bracket."""
        if name == LITERAL:
            type_: PublicType = Literals(tuple(self.listed(self._literal, ", ")))
        elif name in _CONTAINERS:
            arguments = () if self.accept("()") else tuple(self.listed(self.type, ", "))
            type_ = Generic(_CONTAINERS[name], arguments)
        else:
            raise NotationError(self.text)
        if not self.accept("]"):
            raise NotationError(self.text)
        return type_

    def _literal(self) -> Value:
        value = self.value()
        if value is None or isinstance(value, float):
            raise NotationError(self.text)
        return Value.of(value)

    def listed(self, one: Callable[[], T], separator: str) -> list[T]:
        """Parse one or more items."""
        items = [one()]
        while self.accept(separator):
            items.append(one())
        return items

    def _name(self) -> str:
        ends = (self.text.find(end, self.at) for end in "[], ")
        end = min((end for end in ends if end >= 0), default=len(self.text))
        name, self.at = self.text[self.at : end], end
        return name
