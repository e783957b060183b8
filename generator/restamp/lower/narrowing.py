"""Of two types, the one that satisfies both."""

from __future__ import annotations

from restamp.ir.declarations import EnumDecl, ObjectDecl
from restamp.ir.types import (
    ANY,
    Constant,
    Kind,
    ListOf,
    MapOf,
    Named,
    Nullable,
    OneOf,
    Primitive,
    Type,
)
from restamp.lower.context import Lowering

STRINGS = frozenset(Kind) - {
    Kind.ANY, Kind.NULL, Kind.BOOLEAN, Kind.INTEGER, Kind.NUMBER, Kind.OBJECT,
}  # fmt: skip
"""What is written as a JSON string."""


def narrower(lowering: Lowering, first: Type, second: Type) -> Type | None:
    """The type that satisfies both, where one of them does; None where neither does."""
    if first == second or second == ANY:
        return first
    if first == ANY:
        return second
    match first, second:
        case Nullable(one), Nullable(other):
            both = narrower(lowering, one, other)
            return None if both is None else Nullable(both)
        case (Nullable(one), other) | (other, Nullable(one)):
            return narrower(lowering, one, other)
        case _:
            pass
    for wide, narrow in ((first, second), (second, first)):
        if _admits(lowering, wide, narrow):
            return narrow
    return None


def _admits(lowering: Lowering, wide: Type, narrow: Type) -> bool:
    """Whether every value of the one type is one of the other."""
    match wide, narrow:
        case Primitive(Kind.STRING), Primitive(kind):
            return kind in STRINGS
        case Primitive(Kind.NUMBER), Primitive(kind):
            return kind in (Kind.INTEGER, Kind.DECIMAL_NUMBER)
        case Primitive(Kind.STRING), Constant(value):
            return isinstance(value, str)
        case Primitive(Kind.INTEGER | Kind.NUMBER), Constant(value):
            return isinstance(value, int) and not isinstance(value, bool)
        case Primitive(kind), Named(id_):
            held = lowering.declarations.get(id_)
            if isinstance(held, EnumDecl):
                wanted = (Kind.INTEGER, Kind.NUMBER) if held.is_integer else (Kind.STRING,)
                return kind in wanted
            return kind is Kind.OBJECT and isinstance(held, ObjectDecl)
        case Named(id_), Constant(value):
            return value in _values(lowering, id_)
        case Named(id_), Named(other):
            values = _values(lowering, other)
            return bool(values) and values <= _values(lowering, id_)
        case OneOf(members), _:
            return narrow in members
        case ListOf(Primitive(Kind.ANY)), ListOf():
            return True
        case Primitive(Kind.OBJECT), MapOf():
            return True
        case _:
            return False


def _values(lowering: Lowering, id_: str) -> set[str | int]:
    held = lowering.declarations.get(id_)
    return {m.value for m in held.members} if isinstance(held, EnumDecl) else set()
