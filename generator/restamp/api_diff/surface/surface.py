"""What a caller sees of a generated package, as values: calls, models, enumerations, aliases, errors, the client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from restamp.api_diff.types.fits import World
from restamp.python.types.public import Default, Model, PublicType, Simple


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call or of the client."""

    name: str
    type: PublicType
    default: Default | None
    """None where it is required."""
    place: int | None
    """Its number where it may stand without its name."""
    at: str
    wire: str = ""
    """Location and name in the request; of the client's, the security scheme."""
    travel: str = ""
    """How it travels there."""
    notes: tuple[str, ...] = ()
    """What the document says of it beside its type."""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One operation, bound to a client."""

    symbol: str
    """`client.executions.get`"""
    function: str
    """`api.executions.get_execution`"""
    key: str
    """Method and path."""
    at: str
    arguments: tuple[Argument, ...]
    answers: Mapping[str, PublicType]
    """What its ways of being called give: "" is the call itself, others are `.items`, `.wait`, `.stream`."""
    statuses: Mapping[str, PublicType]
    """What each documented status answers with, errors among them."""
    failures: frozenset[str]
    """Those of these that are errors."""
    alternatives: tuple[frozenset[str], ...]
    """Sets of credentials that are enough, as arguments of the client; empty: none is needed."""
    media_types: str
    """What a body is sent as."""
    address: str
    """The server of its own; empty where it is the client's."""
    paging: str
    """How its pages follow one another."""
    waiting: str
    """When a wait ends."""
    retries: str
    """What is known of repeating it."""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """One field of a model, or one key of a type of dict."""

    name: str
    type: PublicType
    default: Default | None
    """None where it is required."""
    at: str
    wire: str = ""
    owner: str = ""
    """The model that it is inherited from; empty where it is the class's own."""
    notes: tuple[str, ...] = ()
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Class:
    """A model or the type of a dict."""

    symbol: str
    at: str
    attributes: tuple[Attribute, ...]
    bases: tuple[str, ...] = ()
    line: tuple[str, ...] = ()
    """All that it inherits from."""
    extra: PublicType | None = None
    """The type of the undeclared fields that it keeps; None where there is none."""
    is_dict: bool = False


@dataclass(frozen=True, slots=True)
class Enumeration:
    """An enumeration; its members are values by their names."""

    symbol: str
    at: str
    members: Mapping[str, str | int]
    is_integer: bool


@dataclass(frozen=True, slots=True)
class Alias:
    """A name for a type."""

    symbol: str
    at: str
    type: PublicType


Declared = Class | Enumeration | Alias


@dataclass(frozen=True, slots=True)
class Reader:
    """A type that a caller only reads: the body of an error, what a webhook brings."""

    symbol: str
    type: PublicType
    at: str = "#"


@dataclass(frozen=True, slots=True)
class Surface:
    """All of it, by symbol."""

    title: str
    version: str
    calls: Mapping[str, Call]
    declared: Mapping[str, Declared]
    readers: Mapping[str, Reader]
    credentials: tuple[Argument, ...]
    """The arguments of the client that depend on the document."""
    alternatives: tuple[frozenset[str], ...]
    """As in `Call`, for what most operations need."""
    address: str
    answered: frozenset[str]
    """Symbols of what callers read."""
    sent: frozenset[str]
    """Symbols of what callers give."""
    world: World = field(default_factory=World)


def world_of(declared: Mapping[str, Declared]) -> World:
    """What the names of these mean."""
    bases: dict[str, tuple[PublicType, ...]] = {}
    for symbol, one in declared.items():
        if isinstance(one, Enumeration):
            bases[symbol] = (Simple.INT if one.is_integer else Simple.STR,)
        elif isinstance(one, Class) and not one.is_dict:
            bases[symbol] = tuple(map(Model.of, one.bases))
    return World(
        bases,
        {symbol: one.type for symbol, one in declared.items() if isinstance(one, Alias)},
        frozenset(s for s, one in declared.items() if isinstance(one, Class) and one.is_dict),
    )
