"""Whether two types describe the same values, whatever their declarations are called and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from restamp.ir.declarations import AliasDecl, Declaration, EnumDecl, Field, ObjectDecl
from restamp.ir.types import ListOf, MapOf, Named, Nullable, OneOf, TupleOf, Type
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Equality:
    """Compares types by their declarations."""

    declarations: Mapping[str, Declaration]
    _pairs: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """The ids that were compared, or are being compared: recursive types end there."""

    def types(self, first: Type, second: Type) -> bool:
        """Whether two types are equal."""
        if first == second:
            return True
        match first, second:
            case Named(id_), Named(other):
                if (id_, other) in self._pairs:
                    return True
                self._pairs.add((id_, other))
                return self._declared(self.declarations[id_], self.declarations[other])
            case ListOf(item, unique), ListOf(other_item, is_unique):
                return unique is is_unique and self.types(item, other_item)
            case (Nullable(item), Nullable(other_item)) | (MapOf(item), MapOf(other_item)):
                return self.types(item, other_item)
            case (TupleOf(items), TupleOf(others)) | (OneOf(items), OneOf(others)):
                return len(items) == len(others) and all(map(self.types, items, others))
            case _:
                return False

    def _declared(self, first: Declaration, second: Declaration) -> bool:
        match first, second:
            case ObjectDecl(), ObjectDecl():
                return (
                    first.is_open == second.is_open
                    and self._extra(first.extra, second.extra)
                    and len(first.bases) == len(second.bases)
                    and all(map(self.types, map(Named, first.bases), map(Named, second.bases)))
                    and len(first.fields) == len(second.fields)
                    and all(map(self._fields, first.fields, second.fields))
                )
            case EnumDecl(), EnumDecl():
                return first.members == second.members
            case AliasDecl(), AliasDecl():
                return self.types(first.type, second.type)
            case _:
                return False

    def _fields(self, first: Field, second: Field) -> bool:
        facts = [(f.wire_name, f.required, f.access, f.fixed, f.pinned) for f in (first, second)]
        return facts[0] == facts[1] and self.types(first.type, second.type)

    def _extra(self, first: Type | None, second: Type | None) -> bool:
        if first is None or second is None:
            return first is second
        return self.types(first, second)
