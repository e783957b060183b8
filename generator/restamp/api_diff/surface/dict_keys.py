"""Derive the keys of a typed dict from the fields of its model, so that a surface file need not list them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from restamp.api_diff.surface.surface import Alias, Attribute, Class, Declared, Enumeration
from restamp.ir.types import Kind
from restamp.kinds.table import ROWS
from restamp.python.types.public import (
    NOTHING,
    Container,
    Generic,
    Literals,
    Model,
    PublicType,
    Simple,
    Union,
    Value,
    mapping_of,
    members_of,
    without_none,
)
from restamp.python.types.sent import SHORT_ENUM, list_sent, sent_union
from restamp.records import dataclass

DICT_SUFFIX = "Dict"
"""The usual suffix of typed dicts."""
SENT: Mapping[Simple, tuple[Simple, ...]] = {
    Simple(row.annotation[1]): tuple(
        Simple(name)
        for name in (row.passed[1] if row.passed else row.annotation[1], row.accepts_in_body)
        if name
    )
    for kind, row in ROWS.items()
    if kind is not Kind.OBJECT
}
"""Types accepted in a request for each received type."""


def model_of(symbol: str, declared: Mapping[str, Declared]) -> Class | None:
    """The model of a typed dict, found by the usual name; None if there is none."""
    model = declared.get(symbol.removesuffix(DICT_SUFFIX)) if symbol.endswith(DICT_SUFFIX) else None
    return model if isinstance(model, Class) and not model.is_dict else None


@dataclass(frozen=True, slots=True)
class UsualKeys:
    """The keys that a typed dict usually has."""

    declared: Mapping[str, Declared]

    def of(self, model: Class, without: Collection[str]) -> dict[str, Attribute]:
        """The usual keys by name, except those of the fields in `without`."""
        return {
            field.wire: self._key(field) for field in model.attributes if field.wire not in without
        }

    def _key(self, field: Attribute) -> Attribute:
        is_optional = field.default == NOTHING
        type_ = without_none(field.type) if is_optional else field.type
        return Attribute(field.wire, self._sent(type_), NOTHING if is_optional else None, field.at)

    def _sent(self, type_: PublicType) -> PublicType:
        members = members_of(type_)
        constants = [each for each in members if isinstance(each, Literals)]
        kinds = {value.type for literals in constants for value in literals.values}
        # The plain type next to constants allows unknown values, which are only received.
        sent = [
            part for member in members if member not in kinds for part in self._parts(member, ())
        ]
        return sent_union(sent)

    def _parts(self, type_: PublicType, aliases: tuple[str, ...]) -> tuple[PublicType, ...]:
        match type_:
            case Simple():
                return SENT.get(type_, (type_,))
            case Generic(Container.LIST, (item,)):
                return (list_sent(self._sent(item)),)
            case Generic(Container.DICT, (_, value)):
                return (mapping_of(self._sent(value)),)
            case Generic(container, arguments):
                return (Generic(container, tuple(map(self._sent, arguments))),)
            case Model():
                return self._model(type_, aliases)
            case Union(members):
                return tuple(part for each in members for part in self._parts(each, aliases))
            case _:
                return (type_,)

    def _model(self, model: Model, aliases: tuple[str, ...]) -> tuple[PublicType, ...]:
        declared, dict_type = self.declared.get(model.symbol), Model(f"{model.name}{DICT_SUFFIX}")
        if dict_type.symbol in self.declared:
            return (model, dict_type)
        match declared:
            case Class():
                return (model, mapping_of(Simple.ANY))
            case Enumeration(members=members, is_integer=is_integer):
                if len(members) > SHORT_ENUM:
                    return (model, Simple.INT if is_integer else Simple.STR)
                return (model, Literals(tuple(map(Value.of, members.values()))))
            case Alias(type=type_) if model.symbol not in aliases:
                parts = self._parts(type_, (*aliases, model.symbol))
                return (model,) if {*parts} <= {*members_of(type_)} else parts
            case _:
                return (model,)
