"""What callers see of a generated package, as values: calls, models, enumerations, aliases, errors, the client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from restamp.api_diff.types.fits import TypeEnvironment
from restamp.python.types.public import Default, Model, PublicType, Simple
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call or of the client."""

    name: str
    type: PublicType
    default: Default | None
    """None if required."""
    position: int | None
    """Its index, if it may be passed by position."""
    at: str
    wire: str = ""
    """Location and wire name in the request; the security scheme for arguments of the client."""
    serialization: str = ""
    """Location, name and style of serialization, as text."""
    notes: tuple[str, ...] = ()
    """Documented default and limits."""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One operation, bound to a client."""

    symbol: str
    """`client.executions.get`"""
    function: str
    """`api.executions.get`"""
    key: str
    """Method and path."""
    at: str
    arguments: tuple[Argument, ...]
    results: Mapping[str, PublicType]
    """Result types by variant of the call: "" is the call itself, others are `.items`, `.wait`, `.stream`."""
    statuses: Mapping[str, PublicType]
    """Types of the bodies by documented status, errors included."""
    error_statuses: frozenset[str]
    """The statuses that are errors."""
    alternatives: tuple[frozenset[str], ...]
    """Sets of sufficient credentials, by argument of the client; empty if none is required."""
    media_types: str
    """Media types of the request body."""
    address: str
    """Its own server; empty if it is that of the client."""
    pagination: str
    """How it is paginated."""
    waiter: str
    """How it is polled, and until when."""
    retries: str
    """What the document says about retries."""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """One field of a model, or one key of a typed dict."""

    name: str
    type: PublicType
    default: Default | None
    """None if required."""
    at: str
    wire: str = ""
    owner: str = ""
    """The model it is inherited from; empty if the class declares it."""
    notes: tuple[str, ...] = ()
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Class:
    """A model or a typed dict."""

    symbol: str
    at: str
    attributes: tuple[Attribute, ...]
    bases: tuple[str, ...] = ()
    mro: tuple[str, ...] = ()
    """All base classes, in method resolution order."""
    extra: PublicType | None = None
    """The type of undeclared fields; None if they are not kept."""
    is_dict: bool = False


@dataclass(frozen=True, slots=True)
class Enumeration:
    """An enumeration, with values by member name."""

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
class OutputType:
    """A type that callers only read: the body of an error, or the payload of a webhook."""

    symbol: str
    type: PublicType
    at: str = "#"


@dataclass(frozen=True, slots=True)
class Surface:
    """Everything callers see, by symbol."""

    title: str
    version: str
    calls: Mapping[str, Call]
    declared: Mapping[str, Declared]
    outputs: Mapping[str, OutputType]
    credentials: tuple[Argument, ...]
    """Arguments of the client that depend on the document."""
    alternatives: tuple[frozenset[str], ...]
    """The default for operations; see `Call`."""
    address: str
    received: frozenset[str]
    """Symbols of declarations that callers read."""
    sent: frozenset[str]
    """Symbols of declarations that callers send."""
    environment: TypeEnvironment = field(default_factory=TypeEnvironment)


def environment_of(declared: Mapping[str, Declared]) -> TypeEnvironment:
    """The type environment of these declarations."""
    bases: dict[str, tuple[PublicType, ...]] = {}
    for symbol, one in declared.items():
        if isinstance(one, Enumeration):
            bases[symbol] = (Simple.INT if one.is_integer else Simple.STR,)
        elif isinstance(one, Class) and not one.is_dict:
            bases[symbol] = tuple(map(Model.of, one.bases))
    return TypeEnvironment(
        bases,
        {symbol: one.type for symbol, one in declared.items() if isinstance(one, Alias)},
        frozenset(s for s, one in declared.items() if isinstance(one, Class) and one.is_dict),
    )
