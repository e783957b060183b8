"""Types as callers see them, as values: what annotations say, and what a comparison of two packages is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from restamp.ir.types import Discriminator

MODELS = "models."
"""What stands before the name of a model where a caller uses it."""


class Simple(Enum):
    """A type without arguments that no document declares; its value is its name in Python."""

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


class Container(Enum):
    """A generic type; its value is its name in Python."""

    LIST = "list"
    SEQUENCE = "Sequence"
    DICT = "dict"
    MAPPING = "Mapping"
    TUPLE = "tuple"
    STREAM = "Stream"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a literal type; its type keeps True and 1 apart."""

    value: bool | int | str
    type: Simple

    @classmethod
    def of(cls, value: bool | int | str) -> Value:
        """The value with its own type."""
        return cls(value, value_type(value))


@dataclass(frozen=True, slots=True)
class Literals:
    """One of some values."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A declaration of the document, or the type of its dict, by its name in `models`."""

    name: str
    id: str = field(default="", compare=False)
    """The declaration; empty where only the name is known."""

    @property
    def symbol(self) -> str:
        """The name as a caller writes it."""
        return f"{MODELS}{self.name}"

    @classmethod
    def of(cls, symbol: str) -> Model:
        """The model that a caller writes so."""
        return cls(symbol.removeprefix(MODELS))


@dataclass(frozen=True, slots=True)
class Generic:
    """A generic type with its arguments."""

    container: Container
    arguments: tuple[PublicType, ...]


@dataclass(frozen=True, slots=True)
class Union:
    """One of several types, none of them a union itself; `union_of` makes them."""

    members: tuple[PublicType, ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A union whose members are told apart by a field, for what decodes it."""

    type: PublicType
    discriminator: Discriminator


PublicType = Simple | Literals | Model | Generic | Union | Tagged


@dataclass(frozen=True, slots=True)
class Default:
    """What an argument or a field is where it is left out."""

    value: bool | float | str | None


NOTHING = Default(None)


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
    """A dict by text."""
    return Generic(Container.DICT, (Simple.STR, value))


def mapping_of(value: PublicType) -> Generic:
    """A mapping by text."""
    return Generic(Container.MAPPING, (Simple.STR, value))


def members_of(type_: PublicType) -> tuple[PublicType, ...]:
    """The members of a union; of any other type, itself."""
    return type_.members if isinstance(type_, Union) else (type_,)


def union_of(types: Iterable[PublicType]) -> PublicType:
    """One of these types, each of which counts once; there is at least one."""
    members = [member for type_ in dict.fromkeys(types) for member in members_of(type_)]
    return members[0] if len(members) == 1 else Union(tuple(members))


def optional(type_: PublicType) -> PublicType:
    """The type that also admits None."""
    if type_ is Simple.ANY or members_of(type_)[-1] is Simple.NONE:
        return type_
    return Union((*members_of(type_), Simple.NONE))


def without_none(type_: PublicType) -> PublicType:
    """The type without the None at its end."""
    match type_:
        case Union((*members, Simple.NONE)):
            return members[0] if len(members) == 1 else Union(tuple(members))
        case _:
            return type_


def untagged(type_: PublicType) -> PublicType:
    """The type without what only its decoding needs."""
    match type_:
        case Tagged(inner):
            return untagged(inner)
        case Union(members):
            flat = tuple(each for member in members for each in members_of(untagged(member)))
            return Union(flat)
        case Generic(container, arguments):
            return Generic(container, tuple(map(untagged, arguments)))
        case _:
            return type_


def models_in(type_: PublicType) -> Iterator[Model]:
    """The models that a type names."""
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
