"""Types as text, and back: for people, for fingerprints, and for the surface file of a package.

    type = item {" | " item}
    item = simple | "models." name | container "[" (type {", " type} | "()") "]" | "Literal[" value {", " value} "]"
    slot = type [" = " default]

`simple` and `container` are the values of `Simple` and `Container`. A value or a default is a string or number as in
JSON, or True, False or None. What only decoding needs is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar, assert_never

from restamp.python.types.public import (
    MODELS,
    Container,
    Default,
    Generic,
    Literals,
    Model,
    PublicType,
    Simple,
    Tagged,
    Union,
    Value,
)

T = TypeVar("T")
LITERAL = "Literal"
_DECODER = json.JSONDecoder()
_STRINGS = json.JSONEncoder(ensure_ascii=False)
_SIMPLE = {type_.value: type_ for type_ in Simple}
_CONTAINERS = {container.value: container for container in Container}
_WORDS: dict[str, bool | None] = {"True": True, "False": False, "None": None}


class NotationError(ValueError):
    """A text that is no type."""


def write(type_: PublicType, models: str = MODELS) -> str:
    """The text of a type; `models` stands before the names of models."""
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
    """The text of a value."""
    return _STRINGS.encode(value) if isinstance(value, str) else repr(value)


def default_text(default: Default | None) -> str:
    """The text of a default; empty where there is none."""
    return "" if default is None else write_value(default.value)


def write_slot(type_: PublicType, default: Default | None) -> str:
    """The text of a type and a default."""
    text = write(type_)
    return text if default is None else f"{text} = {default_text(default)}"


@cache
def read(text: str) -> PublicType:
    """The type of a text; NotationError where it is none."""
    type_, default = read_slot(text)
    if default is not None:
        raise NotationError(text)
    return type_


@cache
def read_slot(text: str) -> tuple[PublicType, Default | None]:
    """The type and the default of a text; NotationError where it has none."""
    reader = Reader(text)
    type_ = reader.type()
    default = Default(reader.value()) if reader.takes(" = ") else None
    if reader.at != len(text):
        raise NotationError(text)
    return type_, default


@dataclass(slots=True)
class Reader:
    """Reads a text from its beginning."""

    text: str
    at: int = 0

    def takes(self, token: str) -> bool:
        """Whether a token comes next, which is then passed."""
        found = self.text.startswith(token, self.at)
        self.at += len(token) if found else 0
        return found

    def type(self) -> PublicType:
        """A type."""
        members = self.listed(self._item, " | ")
        return members[0] if len(members) == 1 else Union(tuple(members))

    def value(self) -> bool | float | str | None:
        """A value of a literal type, or a default."""
        for word, value in _WORDS.items():
            if self.takes(word):
                return value
        try:
            found, self.at = _DECODER.raw_decode(self.text, self.at)
        except ValueError:
            raise NotationError(self.text) from None
        if not isinstance(found, int | float | str):
            raise NotationError(self.text)
        return found

    def _item(self) -> PublicType:
        name = self._name()
        if self.takes("["):
            return self.generic(name)
        model = name.removeprefix(MODELS)
        if model != name and model.isidentifier():
            return Model(model)
        if name not in _SIMPLE:
            raise NotationError(self.text)
        return _SIMPLE[name]

    def generic(self, name: str) -> PublicType:
        """What begins with a name and a bracket, from there on."""
        if name == LITERAL:
            found: PublicType = Literals(tuple(self.listed(self._literal, ", ")))
        elif name in _CONTAINERS:
            arguments = () if self.takes("()") else tuple(self.listed(self.type, ", "))
            found = Generic(_CONTAINERS[name], arguments)
        else:
            raise NotationError(self.text)
        if not self.takes("]"):
            raise NotationError(self.text)
        return found

    def _literal(self) -> Value:
        value = self.value()
        if value is None or isinstance(value, float):
            raise NotationError(self.text)
        return Value.of(value)

    def listed(self, one: Callable[[], T], separator: str) -> list[T]:
        """One or more of something."""
        found = [one()]
        while self.takes(separator):
            found.append(one())
        return found

    def _name(self) -> str:
        ends = (self.text.find(end, self.at) for end in "[], ")
        end = min((end for end in ends if end >= 0), default=len(self.text))
        name, self.at = self.text[self.at : end], end
        return name
