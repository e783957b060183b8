"""The closed union of IR types. Match it exhaustively."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from restamp.records import dataclass


class Kind(StrEnum):
    """The kind of a primitive value, from `type` and `format` together."""

    ANY = "any"
    NULL = "null"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    STRING = "string"
    DECIMAL = "decimal"
    """An exact number that is sent as a string."""
    DECIMAL_NUMBER = "decimal-number"
    """An exact number that is sent as a number."""
    DATE_TIME = "date-time"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    UUID = "uuid"
    BASE64 = "base64"
    BASE64URL = "base64url"
    BINARY = "binary"
    FILE = "file"
    """Binary content of a request: bytes, or a file that is read while it is sent."""
    OBJECT = "object"
    """An object with any members of any values."""


@dataclass(frozen=True, slots=True)
class Primitive:
    """A value without declared parts."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class ListOf:
    """A JSON array of one type of item."""

    item: Type
    unique: bool = False


@dataclass(frozen=True, slots=True)
class TupleOf:
    """A JSON array whose first items each have a type."""

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
    """The property that discriminates the members of a union, and the values for each member."""

    wire_name: str
    mapping: tuple[tuple[str, str], ...]
    """Pairs of a value of the property and the id of its member, ordered by value, then by member."""
    default: str | None = None
    """Id of the member for values without a mapping, if the document declares it."""
    adds: tuple[tuple[str, bool | int | str], ...] = ()
    """Pairs of the id of a member without a required property and the value the union sends for it."""
    optional: tuple[str, ...] = ()
    """Ids of the members that declare the property as optional."""
    free: tuple[str, ...] = ()
    """Ids of the members that accept any value."""
    within: tuple[tuple[str, Discriminator], ...] = ()
    """Pairs of a value of the property and the discriminator of the members that share the value."""
    is_declared: bool = True
    """Whether the document declares the discriminator, rather than its being inferred from the members."""


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
    """Make a type admit null, unless it already does."""
    match item:
        case Nullable() | Primitive(kind=Kind.NULL | Kind.ANY):
            return item
        case _:
            return Nullable(item)


@dataclass(frozen=True, slots=True)
class NameHint:
    """The words that a name is built from, independent of the target language.

    The shortest name is the nearest `least` of `parents` (nearest first) followed by `words`. If it
    clashes, further parents and then `context` (`Request`, `Response`, `Item`) are added.
    `pinned` is a name that the document or an overlay sets; it never changes.
    """

    words: str
    parents: tuple[str, ...] = ()
    least: int = 0
    context: str = ""
    pinned: str | None = None
    resource: str = ""
    """The resource of the operation that it belongs to, in the singular: tells it from those of other resources."""
    untitled: tuple[str, ...] = ()
    """The words and the parents without titles of schemas, and with those of lists for their items, if they are others."""

    def child(self, words: str, context: str = "") -> NameHint:
        """Create the hint for something inside the declaration of this hint."""
        parents = (self.words, *self.parents)
        untitled = (words, *self.untitled) if self.untitled else ()
        return NameHint(words, parents, 1, context, resource=self.resource, untitled=untitled)


@dataclass(frozen=True, slots=True)
class Doc:
    """The documentation of something in a document."""

    summary: str = ""
    description: str = ""
    deprecated: bool = False
    deprecation: str = ""
    """Since when it is deprecated, until when it lasts, and what to use instead, where the document says so."""
    facts: tuple[str, ...] = field(default=())
    """Short statements of constraints and defaults, in fixed wording; `restamp diff` reports a change as limits-changed."""
