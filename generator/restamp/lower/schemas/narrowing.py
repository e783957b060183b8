"""The intersection of two types."""

from __future__ import annotations

from restamp.ir.declarations import AliasDecl, EnumDecl, ObjectDecl
from restamp.ir.members import resolve_alias
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
    TupleOf,
    Type,
)
from restamp.kinds.table import ROWS
from restamp.lower.context import Lowering


def intersection(lowering: Lowering, first: Type, second: Type) -> Type | None:
    """The type that satisfies both types, as far as types can express it; None if there is none."""
    if first == second or second == ANY:
        return first
    if first == ANY:
        return second
    match first, second:
        case Nullable(one), Nullable(other):
            both = intersection(lowering, one, other)
            return None if both is None else Nullable(both)
        case (Nullable(one), other) | (other, Nullable(one)):
            return intersection(lowering, one, other)
        case ListOf(one, is_set), ListOf(other, is_other_set):
            both = intersection(lowering, one, other)
            return None if both is None else ListOf(both, is_set or is_other_set)
        case MapOf(one), MapOf(other):
            both = intersection(lowering, one, other)
            return None if both is None else MapOf(both)
        case _:
            pass
    for wide, narrow in ((first, second), (second, first)):
        if _admits(lowering, wide, narrow):
            return narrow
    shared = sorted(_values(lowering, first) & _values(lowering, second), key=str)
    if shared:
        return _union([Constant(value) for value in shared])
    for one, other in ((first, second), (second, first)):
        target = resolved_alias(lowering, one)
        if isinstance(target, OneOf):
            return _filter_members(lowering, target, other)
        if target != one:
            return intersection(lowering, target, other)
    return None


def _filter_members(lowering: Lowering, union: OneOf, other: Type) -> Type | None:
    """The intersection of a union with another type."""
    members = [intersection(lowering, member, other) for member in union.members]
    return _union([type_ for type_ in members if type_ is not None])


def _union(types: list[Type]) -> Type | None:
    distinct = tuple(dict.fromkeys(types))
    return distinct[0] if len(distinct) == 1 else OneOf(distinct) if distinct else None


def resolved_alias(lowering: Lowering, type_: Type) -> Type:
    """The type at the end of a chain of aliases; other types are returned unchanged."""
    return resolve_alias(type_, lowering.declarations)


def _admits(lowering: Lowering, wide: Type, narrow: Type) -> bool:
    """Whether every value of `narrow` is a value of `wide`."""
    match wide, narrow:
        case Primitive(Kind.STRING), Primitive(kind):
            return ROWS[kind].is_string
        case Primitive(Kind.NUMBER), Primitive(kind):
            return kind in (Kind.INTEGER, Kind.DECIMAL_NUMBER)
        case Primitive(Kind.STRING), Constant(value):
            return isinstance(value, str)
        case Primitive(Kind.INTEGER | Kind.NUMBER), Constant(value):
            return isinstance(value, int) and not isinstance(value, bool)
        case Primitive(kind), Named(id_):
            declaration = lowering.declarations.get(id_)
            if isinstance(declaration, AliasDecl):
                target = resolved_alias(lowering, narrow)
                return target != narrow and (target == wide or _admits(lowering, wide, target))
            if isinstance(declaration, EnumDecl):
                wanted = (Kind.INTEGER, Kind.NUMBER) if declaration.is_integer else (Kind.STRING,)
                return kind in wanted
            return kind is Kind.OBJECT and isinstance(declaration, ObjectDecl)
        case Named(), Constant(value):
            return value in _values(lowering, wide)
        case Named(), Named():
            values = _values(lowering, narrow)
            return bool(values) and values <= _values(lowering, wide)
        case OneOf(members), _:
            return narrow in members
        case ListOf(Primitive(Kind.ANY)), ListOf() | TupleOf():
            return True
        case Primitive(Kind.OBJECT), MapOf():
            return True
        case _:
            return False


def _values(lowering: Lowering, type_: Type) -> set[str | int]:
    declaration = lowering.declarations.get(type_.id) if isinstance(type_, Named) else None
    return {m.value for m in declaration.members} if isinstance(declaration, EnumDecl) else set()
