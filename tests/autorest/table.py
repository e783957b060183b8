"""The calls that a document's coverage keys ask for, with what they have to return."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an operation.

    `gives` is compared with types: 1 is neither 1.0 nor True. A dict matches a model with these fields, by the names in
    the document, and no others.
    """

    keys: tuple[str, ...]
    operation: str
    """Method and path, as in the document."""
    arguments: tuple[Any, ...]
    options: Mapping[str, Any]
    gives: Any
    through: str
    """"", "raw", "items" or "pages": what is called of the operation."""


@dataclass(frozen=True, slots=True)
class Table:
    """The calls for one document."""

    document: str
    calls: tuple[Call, ...]
    unsupported: Mapping[str, str] = field(default_factory=dict[str, str])
    """Keys that do not pass, with the reason."""
    client: Callable[[], Mapping[str, Any]] = dict[str, Any]
    """Arguments of the client, such as credentials."""
    prefixes: Mapping[str, str] = field(default_factory=dict[str, str])
    """The same for all keys with a prefix."""
    base_path: str = ""
    """Of the base URL, after the address of the server."""
    keeps_cookies: bool = False
    """Whether the client has an `http_client` that stores cookies, by which the server counts tries."""


@dataclass(frozen=True, slots=True)
class Result:
    """As an argument: the result of another operation."""

    operation: str


@dataclass(frozen=True, slots=True)
class Of:
    """A model of the class with this name."""

    name: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an enum; not its value alone."""

    value: Any


@dataclass(frozen=True, slots=True)
class Fails:
    """A StatusError. `error` is its decoded body, not compared if it is `...`."""

    status: int
    error: Any = ...


@dataclass(frozen=True, slots=True)
class Raises:
    """Any other exception of the client, by the name of its class."""

    name: str


@dataclass(frozen=True, slots=True)
class Drifts:
    """A response that breaks the document: this value, with a report; a DecodeError in a strict client."""

    value: Any


@dataclass(frozen=True, slots=True)
class Raw:
    """A `Response`, from `.raw`. `headers` are read as the type of the expected value."""

    status: int = 200
    value: Any = ...
    headers: Mapping[str, Any] = field(default_factory=dict[str, Any])


def call(
    keys: str,
    operation: str,
    *arguments: Any,
    gives: Any = None,
    through: str = "",
    **options: Any,
) -> Call:
    """A row of a table; `keys` are separated by spaces."""
    return Call(tuple(keys.split()), operation, arguments, options, gives, through)
