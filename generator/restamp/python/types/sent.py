"""The types of what a caller sends, which take more than those of what is received.

A model may be given as a dict, a list as any sequence, a value of a short enumeration as a plain literal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from restamp.ir.declarations import AliasDecl, EnumDecl, ObjectDecl
from restamp.ir.types import (
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
from restamp.python.modules.layout import is_plain
from restamp.python.types.public import (
    Container,
    Generic,
    Literals,
    PublicType,
    Simple,
    list_of,
    mapping_of,
    union_of,
)
from restamp.python.types.received import SIMPLE, ReceivedTypes, is_literal, literals_of

SHORT_ENUM = 8
"""Up to so many values, an enumeration is also taken as plain literals."""
TEXTS = frozenset(kind for kind, row in ROWS.items() if row.accepts_in_body == "str")
"""What travels as a string, and may be one in a dict already."""


@dataclass(frozen=True, slots=True)
class Part:
    """One member of a union."""

    type: PublicType
    is_new: bool
    """Whether it is more than what is received may be."""


@dataclass(frozen=True, slots=True)
class SentTypes:
    """The types of one package."""

    received: ReceivedTypes
    in_body: bool
    """Whether they are for bodies: these may hold the text of a date or of any enumeration."""

    def __call__(self, type_: Type) -> PublicType:
        """The type of what may be sent."""
        return sent_union(part.type for part in self._parts(type_))

    def either(self, types: Iterable[Type]) -> PublicType:
        """The type of what is of one of several types."""
        return sent_union(part.type for type_ in types for part in self._parts(type_))

    def dicts_only(self, type_: Type) -> PublicType:
        """What the type of what is received does not take."""
        parts = list(self._parts(type_))
        return sent_union(part.type for part in [p for p in parts if p.is_new] or parts)

    def _parts(self, type_: Type) -> Iterator[Part]:
        match type_:
            case Nullable(item):
                yield from self._parts(item)
                yield Part(Simple.NONE, False)
            case ListOf(item):
                yield Part(list_sent(self(item)), True)
            case TupleOf(items):
                yield Part(Generic(Container.TUPLE, tuple(map(self, items))), True)
            case MapOf(value):
                yield Part(mapping_of(self(value)), True)
            case OneOf(members, discriminator):
                # Beside words that are listed, any text would let every other word pass.
                exact = not self.in_body or any(isinstance(m, Constant) for m in members)
                for member in members:
                    if exact and isinstance(member, Primitive) and member.kind in TEXTS:
                        yield Part(_given(member.kind), False)
                    else:
                        yield from self._parts(member)
                if self.received.is_open(members, discriminator):
                    yield Part(Simple.UNKNOWN_VARIANT, False)
            case Constant(value) if is_literal(value):
                yield Part(literals_of([value]), False)
            case Constant():
                yield Part(self.received(type_), False)
            case Primitive(kind):
                yield from self._primitive(kind)
            case Named(id_):
                yield from self._named(id_)
            case _:
                assert_never(type_)

    def _primitive(self, kind: Kind) -> Iterator[Part]:
        if kind is Kind.OBJECT:
            yield Part(mapping_of(Simple.ANY), True)
        else:
            yield Part(_given(kind), False)
            row = ROWS[kind]
            if accepted := row.accepts_in_body if self.in_body else row.accepts:
                yield Part(Simple(accepted), True)

    def _named(self, id_: str) -> Iterator[Part]:
        declaration, dict_type = self.received.declarations[id_], self.received.dict_type(id_)
        match declaration:
            case AliasDecl(type=type_) if dict_type is None and (
                is_plain(type_) or any(part.is_new for part in self._parts(type_))
            ):
                yield from self._parts(type_)
                return
            case _:
                yield Part(self.received.model(id_), False)
        if dict_type is not None:
            yield Part(dict_type, True)
        match declaration:
            case ObjectDecl() if dict_type is None or declaration.extra is not None:
                yield Part(mapping_of(Simple.ANY), True)
            case EnumDecl() if len(declaration.members) <= SHORT_ENUM:
                values = (member.value for member in declaration.members)
                yield from (Part(literals_of([value]), True) for value in values)
            case EnumDecl() if self.in_body:
                yield Part(Simple.INT if declaration.is_integer else Simple.STR, True)
            case _:
                pass


def _given(kind: Kind) -> Simple:
    """The type of a scalar that a caller passes."""
    passed = ROWS[kind].passed
    return SIMPLE[kind] if passed is None else Simple(passed[1])


def list_sent(item: PublicType) -> Generic:
    """What may be sent as a list."""
    # A string is a sequence of strings too, but nobody means it to be one.
    if item in (Simple.STR, Simple.ANY):
        return list_of(item)
    return Generic(Container.SEQUENCE, (item,))


def sent_union(types: Iterable[PublicType]) -> PublicType:
    """The union of types: their values as one, where the first of them stands, and None at the end."""
    types = list(types)
    values = [value for type_ in types if isinstance(type_, Literals) for value in type_.values]
    literals = Literals(tuple(dict.fromkeys(values)))
    found = dict.fromkeys(literals if isinstance(type_, Literals) else type_ for type_ in types)
    if Simple.NONE in found and len(found) > 1:
        del found[Simple.NONE]
        found[Simple.NONE] = None
    return union_of(found)
