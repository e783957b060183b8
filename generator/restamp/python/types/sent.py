"""Types of values that callers send, which accept more than the received types.

A model may be passed as a dict, a list as any sequence, a member of a short enumeration as a literal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
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
from restamp.python.modules.layout import is_inlined
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
from restamp.records import dataclass

SHORT_ENUM = 8
"""Enumerations with up to this many members are also accepted as literals."""
TEXTS = frozenset(kind for kind, row in ROWS.items() if row.accepts_in_body == "str")
"""Kinds that are serialized as strings, and may be strings in a dict."""


@dataclass(frozen=True, slots=True)
class Part:
    """One member of a union of accepted types."""

    type: PublicType
    is_new: bool
    """Whether it is accepted in addition to the received type."""


@dataclass(frozen=True, slots=True)
class SentTypes:
    """The sent types of one package."""

    received: ReceivedTypes
    in_body: bool
    """Whether they are for bodies, which may contain dates and enumerations as strings."""

    def __call__(self, type_: Type) -> PublicType:
        """The type of an accepted value."""
        return sent_union(part.type for part in self._parts(type_))

    def either(self, types: Iterable[Type]) -> PublicType:
        """The union of accepted types."""
        return sent_union(part.type for type_ in types for part in self._parts(type_))

    def dicts_only(self, type_: Type) -> PublicType:
        """The accepted types that the received type does not include."""
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
                # Plain strings next to literals would disable the check of the literals.
                exact = not self.in_body or any(isinstance(m, Constant) for m in members)
                for member in members:
                    if exact and isinstance(member, Primitive) and member.kind in TEXTS:
                        yield Part(_argument_type(member.kind), False)
                    else:
                        yield from self._parts(member)
                if self.received.is_open(members, discriminator):
                    yield Part(Simple.UNKNOWN_VARIANT, False)
            case Constant(value) if is_literal(value):
                yield Part(literals_of([value]), False)
            case Constant():
                yield Part(self.received(type_), False)
            case Primitive(kind):
                yield from _scalar(kind, self.in_body)
            case Named(id_):
                yield from self._named(id_)
            case _:
                assert_never(type_)

    def _named(self, id_: str) -> Iterator[Part]:
        declaration, dict_type = self.received.declarations[id_], self.received.dict_type(id_)
        match declaration:
            case AliasDecl(type=type_) if dict_type is None and (
                is_inlined(type_) or any(part.is_new for part in self._parts(type_))
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


@cache
def _scalar(kind: Kind, in_body: bool) -> tuple[Part, ...]:
    if kind is Kind.OBJECT:
        return (Part(mapping_of(Simple.ANY), True),)
    row = ROWS[kind]
    accepted = row.accepts_in_body if in_body else row.accepts
    added = (Part(Simple(accepted), True),) if accepted else ()
    return (Part(_argument_type(kind), False), *added)


def _argument_type(kind: Kind) -> Simple:
    """The type of a scalar argument."""
    passed = ROWS[kind].passed
    return SIMPLE[kind] if passed is None else Simple(passed[1])


def list_sent(item: PublicType) -> Generic:
    """The type accepted for a list."""
    # A string is a sequence of strings, too, which is never intended.
    if item in (Simple.STR, Simple.ANY):
        return list_of(item)
    return Generic(Container.SEQUENCE, (item,))


def sent_union(types: Iterable[PublicType]) -> PublicType:
    """The union of types, with literals combined at the position of the first, and None at the end."""
    types = list(types)
    if len(types) == 1 and not isinstance(types[0], Literals):
        return types[0]
    values = [value for type_ in types if isinstance(type_, Literals) for value in type_.values]
    if values:
        literals = Literals(tuple(dict.fromkeys(values)))
        types = [literals if isinstance(type_, Literals) else type_ for type_ in types]
    members = dict.fromkeys(types)
    if Simple.NONE in members and len(members) > 1:
        del members[Simple.NONE]
        members[Simple.NONE] = None
    return union_of(members)
