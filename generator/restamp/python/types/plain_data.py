"""Types whose serialization cannot be derived from the value alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from restamp.ir.declarations import Declaration
from restamp.ir.types import (
    Kind,
    ListOf,
    MapOf,
    Nullable,
    OneOf,
    Primitive,
    TupleOf,
    Type,
)
from restamp.ir.walk import parts, reachable
from restamp.kinds.table import ROWS, Sending

OPEN = frozenset(kind for kind, row in ROWS.items() if row.sending is not Sending.BY_VALUE)
"""Kinds with several serializations of the same Python type: bytes and numbers."""
SELDOM = frozenset(
    kind for kind, row in ROWS.items() if row.sending is Sending.BY_TYPE or kind is Kind.BASE64
)
"""Kinds among them that need the type in JSON; parameters that are JSON, or have it in a list, pass it to the runtime."""


def decides(
    type_: Type, declarations: Mapping[str, Declaration], kinds: Collection[Kind] = OPEN
) -> bool:
    """Whether plain data of this type cannot be serialized without the type."""
    reached = reachable([type_], declarations)
    inner = (part for id_ in reached for part in parts(declarations[id_]))
    return any(kind in kinds for part in (type_, *inner) for kind in _kinds(part))


def innermost(type_: Type) -> Type:
    """The type of the items of a list; other types and nullable types are returned unchanged."""
    match type_:
        case Nullable(item):
            return innermost(item)
        case ListOf(item):
            return innermost(item)
        case _:
            return type_


def _kinds(type_: Type) -> Iterator[Kind]:
    match type_:
        case Primitive(kind):
            yield kind
        case ListOf(item) | Nullable(item):
            yield from _kinds(item)
        case MapOf(value):
            yield from _kinds(value)
        case TupleOf(members) | OneOf(members):
            for member in members:
                yield from _kinds(member)
        case _:
            return
