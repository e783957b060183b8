"""Of two types, the one that satisfies both."""

from __future__ import annotations

from restamp.ir.declarations import AliasDecl, EnumDecl, ObjectDecl
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
        case ListOf(one, is_set), ListOf(other, is_other_set):
            both = narrower(lowering, one, other)
            return None if both is None else ListOf(both, is_set or is_other_set)
        case MapOf(one), MapOf(other):
            both = narrower(lowering, one, other)
            return None if both is None else MapOf(both)
        case _:
            pass
    for wide, narrow in ((first, second), (second, first)):
        if _admits(lowering, wide, narrow):
            return narrow
    shared = sorted(_values(lowering, first) & _values(lowering, second), key=str)
    if shared:
        return _either([Constant(value) for value in shared])
    for one, other in ((first, second), (second, first)):
        held = meant(lowering, one)
        if isinstance(held, OneOf):
            return _filtered(lowering, held, other)
        if held != one:
            return narrower(lowering, held, other)
    return None


def _filtered(lowering: Lowering, union: OneOf, other: Type) -> Type | None:
    """What is left of a union where another type must hold too."""
    kept = [narrower(lowering, member, other) for member in union.members]
    return _either([type_ for type_ in kept if type_ is not None])


def _either(types: list[Type]) -> Type | None:
    distinct = tuple(dict.fromkeys(types))
    return distinct[0] if len(distinct) == 1 else OneOf(distinct) if distinct else None


def meant(lowering: Lowering, type_: Type) -> Type:
    """What an alias stands for; other types stand for themselves."""
    seen: set[str] = set()
    while isinstance(type_, Named) and type_.id not in seen:
        seen.add(type_.id)
        held = lowering.declarations.get(type_.id)
        if not isinstance(held, AliasDecl):
            break
        type_ = held.type
    return type_


def _admits(lowering: Lowering, wide: Type, narrow: Type) -> bool:
    """Whether every value of the one type is one of the other."""
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
            held = lowering.declarations.get(id_)
            if isinstance(held, AliasDecl):
                target = meant(lowering, narrow)
                return target != narrow and (target == wide or _admits(lowering, wide, target))
            if isinstance(held, EnumDecl):
                wanted = (Kind.INTEGER, Kind.NUMBER) if held.is_integer else (Kind.STRING,)
                return kind in wanted
            return kind is Kind.OBJECT and isinstance(held, ObjectDecl)
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
    held = lowering.declarations.get(type_.id) if isinstance(type_, Named) else None
    return {m.value for m in held.members} if isinstance(held, EnumDecl) else set()
