"""Types of values that callers receive, from types of the IR."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from restamp.ir.declarations import AliasDecl, Declaration, EnumDecl, ObjectDecl
from restamp.ir.types import (
    ANY,
    Constant,
    Discriminator,
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
from restamp.names.table import NameTable
from restamp.python.modules.layout import is_inlined
from restamp.python.types.public import (
    Container,
    Generic,
    Literals,
    Model,
    PublicType,
    Simple,
    Tagged,
    Value,
    dict_of,
    list_of,
    optional,
    union_of,
    value_type,
    without_none,
)
from restamp.records import dataclass

SIMPLE: Mapping[Kind, Simple] = {
    kind: Simple(row.annotation[1]) for kind, row in ROWS.items() if kind is not Kind.OBJECT
}
_SCALARS: Mapping[Kind, PublicType] = {**SIMPLE, Kind.OBJECT: dict_of(Simple.ANY)}
LITERAL_BITS = 63
"""Types of values that literal types support."""


@dataclass(frozen=True, slots=True)
class ReceivedTypes:
    """The received types of one package."""

    declarations: Mapping[str, Declaration]
    names: NameTable

    def __call__(self, type_: Type) -> PublicType:
        """The type of a received value."""
        match type_:
            case Primitive(kind):
                return _SCALARS[kind]
            case Named(id_):
                declaration = self.declarations[id_]
                if isinstance(declaration, AliasDecl) and is_inlined(declaration.type):
                    return self(declaration.type)
                return self.model(id_)
            case Nullable(item):
                return optional(self(item))
            case ListOf(item):
                return list_of(self(item))
            case TupleOf(items):
                return Generic(Container.TUPLE, tuple(map(self, items)))
            case MapOf(value):
                return dict_of(self(value))
            case Constant(value):
                return union_of((self.closed(type_), value_type(value)))
            case OneOf(members, discriminator):
                return self._union(members, discriminator)
            case _:
                assert_never(type_)

    def model(self, id_: str) -> Model:
        """The class or alias of a declaration."""
        return Model(self.names.types[id_], id_)

    def dict_type(self, id_: str) -> Model | None:
        """The typed dict of a declaration, if it has one."""
        name = self.names.dicts.get(id_)
        return None if name is None else Model(name, id_)

    def closed(self, type_: Type) -> PublicType:
        """The type; for a constant, without unknown values."""
        match type_:
            case Constant(value):
                return literals_of([value]) if is_literal(value) else value_type(value)
            case Nullable(item):
                return optional(self.closed(item))
            case _:
                return self(type_)

    def either(self, types: Iterable[Type]) -> PublicType:
        """The union of these types and None, flattened."""
        alternatives: dict[PublicType, None] = {}
        for type_ in types:
            match type_.item if isinstance(type_, Nullable) else type_:
                case OneOf(members, None):
                    alternatives |= dict.fromkeys(self._members(members, None))
                case item:
                    alternatives[without_none(self(item))] = None
        alternatives.pop(Simple.NONE, None)
        return optional(union_of(alternatives)) if alternatives else Simple.NONE

    def _union(self, members: tuple[Type, ...], discriminator: Discriminator | None) -> PublicType:
        union = union_of(self._members(members, discriminator))
        if discriminator is None or not discriminator.mapping:
            return union
        return Tagged(union, discriminator)

    def _members(
        self, members: tuple[Type, ...], discriminator: Discriminator | None
    ) -> Iterator[PublicType]:
        """The members of a union, with its constants combined at the position of the first."""
        constants = [m.value for m in members if isinstance(m, Constant) and is_literal(m.value)]
        is_listed = False
        for member in members:
            match member:
                case Constant(value) if is_literal(value):
                    if not is_listed:
                        yield literals_of(constants)
                    is_listed = True
                case _:
                    yield self(member)
        # Accept unknown values, unless that would hide other members of the union.
        if constants and not any(self._is_scalar(member) for member in members):
            yield from map(value_type, constants)
        if self.is_open(members, discriminator):
            yield Simple.UNKNOWN_VARIANT

    def _is_scalar(self, member: Type) -> bool:
        """Whether a member of a union accepts strings or numbers that are not constants."""
        match member:
            case Primitive(kind):
                return kind not in (Kind.NULL, Kind.OBJECT, Kind.BOOLEAN)
            case Named(id_):
                declaration = self.declarations[id_]
                if isinstance(declaration, AliasDecl):
                    return not isinstance(declaration.type, MapOf | ListOf | TupleOf)
                return isinstance(declaration, EnumDecl)
            case _:
                return False

    def is_open(self, members: tuple[Type, ...], discriminator: Discriminator | None) -> bool:
        """Whether a server may return objects of unknown types."""
        if discriminator is not None and discriminator.default is not None:
            return False
        objects = [
            member
            for member in members
            if isinstance(member, Named) and isinstance(self.declarations[member.id], ObjectDecl)
        ]
        return len(objects) > 1 and ANY not in members and Primitive(Kind.OBJECT) not in members


def is_literal(value: float | str) -> bool:
    """Whether literal types support a value."""
    if isinstance(value, int):
        return value.bit_length() <= LITERAL_BITS
    return isinstance(value, str)


def literals_of(values: Iterable[float | str]) -> Literals:
    """The literal type of some values, without unsupported ones."""
    literals = [Value.of(value) for value in values if not isinstance(value, float)]
    return Literals(tuple(dict.fromkeys(literals)))
