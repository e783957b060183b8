"""Types as callers see them, as values: for annotations, and for comparing packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import Enum
from typing import assert_never

from restamp.ir.types import Discriminator
from restamp.records import dataclass

MODELS = "models."
"""Prefix of qualified model names."""


class Simple(Enum):
    """A type without arguments that does not come from the document; its value is its Python name."""

    ANY = "Any"
    NONE = "None"
    BOOL = "bool"
    INT = "int"
    FLOAT = "float"
    STR = "str"
    BYTES = "bytes"
    OBJECT = "object"
    DECIMAL = "Decimal"
    UUID = "UUID"
    STANDARD_DATE = "date"
    STANDARD_DATETIME = "datetime"
    STANDARD_TIME = "time"
    TIMEDELTA = "timedelta"
    BASE64 = "Base64"
    BASE64URL = "Base64Url"
    DECIMAL_TEXT = "DecimalText"
    DATE = "Date"
    DATE_TIME = "DateTime"
    DECIMAL_NUMBER = "DecimalNumber"
    DURATION = "Duration"
    TIME = "Time"
    FILE = "FileContent"
    EVENT = "Event"
    UNKNOWN_VARIANT = "UnknownVariant"
    CREDENTIAL = "Credential"
    ACCESS_TOKEN = "AccessToken"
    UNSET = "Unset"

    __hash__ = object.__hash__  # That of `Enum` is written in Python, and types are hashed often.


class Container(Enum):
    """A generic type; its value is its Python name."""

    LIST = "list"
    SEQUENCE = "Sequence"
    DICT = "dict"
    MAPPING = "Mapping"
    TUPLE = "tuple"
    STREAM = "Stream"
    ITEMS = "ItemStream"
    """Items that are sent: iterables, or functions that return them."""

    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a literal type; the type distinguishes True from 1."""

    value: bool | int | str
    type: Simple

    @classmethod
    def of(cls, value: bool | int | str) -> Value:
        """A value with its type."""
        return cls(value, value_type(value))


@dataclass(frozen=True, slots=True)
class Literals:
    """A literal type."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A declaration of the document or its typed dict, by its name in `models`."""

    name: str
    id: str = field(default="", compare=False)
    """The id of the declaration; empty if only the name is known."""

    @property
    def symbol(self) -> str:
        """The qualified name."""
        return f"{MODELS}{self.name}"

    @classmethod
    def of(cls, symbol: str) -> Model:
        """The model of a qualified name."""
        return cls(symbol.removeprefix(MODELS))


@dataclass(frozen=True, slots=True)
class Generic:
    """A generic type with its arguments."""

    container: Container
    arguments: tuple[PublicType, ...]


@dataclass(frozen=True, slots=True)
class Union:
    """A union of types that are not unions themselves; create it with `union_of`."""

    members: tuple[PublicType, ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A union with a discriminator, for decoding."""

    type: PublicType
    discriminator: Discriminator


PublicType = Simple | Literals | Model | Generic | Union | Tagged


class Missing(Enum):
    """The default of an argument for which None means something; its value is its Python name."""

    UNSET = "UNSET"


@dataclass(frozen=True, slots=True)
class Default:
    """The default of an argument or a field."""

    value: bool | float | str | Missing | None


NOTHING = Default(None)
UNSET = Default(Missing.UNSET)


def value_type(value: float | str) -> Simple:
    """The type of a constant."""
    match value:
        case bool():
            return Simple.BOOL
        case int():
            return Simple.INT
        case float():
            return Simple.FLOAT
        case str():
            return Simple.STR


def list_of(item: PublicType) -> Generic:
    """A list."""
    return Generic(Container.LIST, (item,))


def dict_of(value: PublicType) -> Generic:
    """A dict with string keys."""
    return Generic(Container.DICT, (Simple.STR, value))


def mapping_of(value: PublicType) -> Generic:
    """A mapping with string keys."""
    return Generic(Container.MAPPING, (Simple.STR, value))


def members_of(type_: PublicType) -> tuple[PublicType, ...]:
    """The members of a union; for any other type, the type itself."""
    return type_.members if isinstance(type_, Union) else (type_,)


def union_of(types: Iterable[PublicType]) -> PublicType:
    """The union of at least one type, without duplicates."""
    types = dict.fromkeys(types)
    if len(types) == 1:
        return next(iter(types))
    members = [member for type_ in types for member in members_of(type_)]
    return members[0] if len(members) == 1 else Union(tuple(members))


_OPTIONAL = {type_: Union((type_, Simple.NONE)) for type_ in Simple}
"""One object for each: most fields have one of these types, and equal objects are slower as keys than the same."""


def optional(type_: PublicType) -> PublicType:
    """The type with None added."""
    if isinstance(type_, Simple) and type_ is not Simple.ANY and type_ is not Simple.NONE:
        return _OPTIONAL[type_]
    members = members_of(type_)
    if type_ is Simple.ANY or members[-1] is Simple.NONE:
        return type_
    return Union((*members, Simple.NONE))


def unsettable(type_: PublicType) -> PublicType:
    """The type with the type of `UNSET` added."""
    return type_ if type_ is Simple.ANY else Union((*members_of(type_), Simple.UNSET))


def without_none(type_: PublicType) -> PublicType:
    """The type without a final None."""
    match type_:
        case Union((*members, Simple.NONE)):
            return members[0] if len(members) == 1 else Union(tuple(members))
        case _:
            return type_


_UNTAGGED = frozenset({Simple, Model, Literals})


def untagged(type_: PublicType) -> PublicType:
    """The type without discriminators."""
    if _UNTAGGED.issuperset(map(type, members_of(type_))):
        return type_
    match type_:
        case Simple() | Model() | Literals():
            return type_
        case Tagged(inner):
            return untagged(inner)
        case Union(members):
            plain = tuple(map(untagged, members))
            if plain == members:
                return type_
            return Union(tuple(each for member in plain for each in members_of(member)))
        case Generic(container, arguments):
            plain = tuple(map(untagged, arguments))
            return type_ if plain == arguments else Generic(container, plain)
        case _:
            assert_never(type_)


def models_in(type_: PublicType) -> Iterator[Model]:
    """The models in a type."""
    match type_:
        case Model():
            yield type_
        case Union(parts) | Generic(_, parts):
            for part in parts:
                yield from models_in(part)
        case Tagged(inner):
            yield from models_in(inner)
        case _:
            return
