"""The closed union of types. Match it exhaustively."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a primitive value is, after `type` and `format` were read together."""

    ANY = "any"
    NULL = "null"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    STRING = "string"
    DECIMAL = "decimal"
    """An exact number that travels as a string."""
    DECIMAL_NUMBER = "decimal-number"
    """An exact number that travels as a number."""
    DATE_TIME = "date-time"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    UUID = "uuid"
    BASE64 = "base64"
    BASE64URL = "base64url"
    BINARY = "binary"
    FILE = "file"
    """Binary content of a request: bytes, or what is read while it is sent."""
    OBJECT = "object"
    """A free object: any members, any values."""


@dataclass(frozen=True, slots=True)
class Primitive:
    """A value with no parts that anyone declared."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class ListOf:
    """A JSON array of one type of item."""

    item: Type
    unique: bool = False


@dataclass(frozen=True, slots=True)
class TupleOf:
    """A JSON array whose first items have a type each."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class MapOf:
    """A JSON object with arbitrary keys and one type of value."""

    value: Type


@dataclass(frozen=True, slots=True)
class Constant:
    """Exactly one JSON scalar."""

    value: bool | int | float | str


@dataclass(frozen=True, slots=True)
class Nullable:
    """The item, or null."""

    item: Type


@dataclass(frozen=True, slots=True)
class Discriminator:
    """Which property tells the members of a union apart, and which value means which member."""

    wire_name: str
    mapping: tuple[tuple[str, str], ...]
    """Value of the property, id of a member that has it; ordered by value, and then by member."""
    default: str | None = None
    """Id of the member that a value without a mapping means, where the document says so."""
    adds: tuple[tuple[str, bool | int | str], ...] = ()
    """Id of a member that may lack the property, and the value that the union sends with it."""
    optional: tuple[str, ...] = ()
    """Ids of the members that declare the property and may still lack it."""
    free: tuple[str, ...] = ()
    """Ids of the members that may have any value."""
    within: tuple[tuple[str, Discriminator], ...] = ()
    """Value of the property, and what tells the members apart that it means."""
    is_declared: bool = True
    """Whether the document asks for the property, and not only the members have it."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several types (`oneOf`, `anyOf`, or a list in `type`)."""

    members: tuple[Type, ...]
    discriminator: Discriminator | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A declaration, by its id."""

    id: str


Type = Primitive | ListOf | TupleOf | MapOf | Constant | Nullable | OneOf | Named

ANY = Primitive(Kind.ANY)
NULL = Primitive(Kind.NULL)
STRING = Primitive(Kind.STRING)


def nullable(item: Type) -> Type:
    """The type that also admits null; null, any and nullable types admit it already."""
    match item:
        case Nullable() | Primitive(kind=Kind.NULL | Kind.ANY):
            return item
        case _:
            return Nullable(item)


@dataclass(frozen=True, slots=True)
class NameHint:
    """What a name should be made of, in neutral words.

    The shortest name is `words` behind the nearest `least` of `parents` (nearest first); further
    parents widen it where it clashes, then `context` (`Request`, `Response`, `Item`) does.
    `pinned` is a name that the document or an overlay asks for; it never moves.
    """

    words: str
    parents: tuple[str, ...] = ()
    least: int = 0
    context: str = ""
    pinned: str | None = None

    def child(self, words: str, context: str = "") -> NameHint:
        """The hint for something inside the thing that this one names."""
        return NameHint(words, (self.words, *self.parents), 1, context)


@dataclass(frozen=True, slots=True)
class Doc:
    """What a document says in prose about something."""

    summary: str = ""
    description: str = ""
    deprecated: bool = False
    facts: tuple[str, ...] = field(default=())
    """Short statements of constraints and defaults, in our own fixed words."""
