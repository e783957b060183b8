"""Discriminator values that unions send in addition to the fields of their members."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from typing import assert_never

from restamp.ir.api import Api
from restamp.ir.declarations import Declaration, Field, ObjectDecl
from restamp.ir.types import (
    Constant,
    Discriminator,
    ListOf,
    MapOf,
    Named,
    Nullable,
    OneOf,
    Primitive,
    TupleOf,
    Type,
)
from restamp.ir.walk import all_fields, dependents, parts, types_of_calls
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class SentTags:
    """What the unions of an API send in addition to the fields of their members."""

    ids: frozenset[str] = frozenset()
    """Ids of the declarations that have such unions in them."""
    fields: Mapping[str, tuple[Field, ...]] = field(default_factory=dict[str, tuple[Field, ...]])
    """By the id of an object, the properties that unions add to it."""


NO_TAGS = SentTags()


def sent_tags(api: Api) -> SentTags:
    """Collect what the unions of an API send in addition to the fields of their members."""
    declarations = api.by_id
    parts_that_add = {
        declaration.id: [part for part in parts(declaration) if adds(part, ())]
        for declaration in api.declarations
    }
    types = [type_ for listed in parts_that_add.values() for type_ in listed]
    types += [type_ for type_ in types_of_calls(api) if adds(type_, ())]
    values_by_id: dict[str, dict[str, list[bool | int | str]]] = {}
    for discriminator in (d for type_ in types for d in _discriminators(type_)):
        _add_values(discriminator, values_by_id)
    if not values_by_id:
        return NO_TAGS
    adding = [id_ for id_, listed in parts_that_add.items() if listed]
    return SentTags(
        frozenset(dependents(adding, declarations)),
        {
            id_: tuple(
                Field(name, _one_of(values), False, id_)
                for name, values in sorted(names.items())
                if name not in _names(declarations[id_], declarations)
            )
            for id_, names in values_by_id.items()
        },
    )


def _add_values(
    discriminator: Discriminator, values_by_id: dict[str, dict[str, list[bool | int | str]]]
) -> None:
    for id_, value in discriminator.adds:
        values = values_by_id.setdefault(id_, {}).setdefault(discriminator.wire_name, [])
        listed = [v for v, member in discriminator.mapping if member == id_]
        values += [v for v in (value, *listed) if v not in values]


def _names(declaration: Declaration, declarations: Mapping[str, Declaration]) -> Collection[str]:
    if not isinstance(declaration, ObjectDecl):
        return ()
    return {each.wire_name for each in all_fields(declaration, declarations)}


def _one_of(values: Sequence[bool | int | str]) -> Type:
    constants = tuple(map(Constant, values))
    return constants[0] if len(constants) == 1 else OneOf(constants)


def _discriminators(type_: Type) -> Iterator[Discriminator]:
    """Yield the discriminators in a type, innermost first."""
    match type_:
        case ListOf(item) | Nullable(item) | MapOf(item):
            yield from _discriminators(item)
        case TupleOf(items):
            for item in items:
                yield from _discriminators(item)
        case OneOf(members, discriminator):
            for member in members:
                yield from _discriminators(member)
            if discriminator is not None:
                yield from _with_inner(discriminator)
        case Named() | Primitive() | Constant():
            pass
        case _:
            assert_never(type_)


def _with_inner(discriminator: Discriminator) -> Iterator[Discriminator]:
    yield discriminator
    for _, inner in discriminator.within:
        yield from _with_inner(inner)


def adds(type_: Type, ids: Collection[str]) -> bool:
    """Whether a type contains a union that adds values; `ids` are the declarations that do."""
    match type_:
        case Primitive() | Constant():
            return False
        case Named(id_):
            return id_ in ids
        case ListOf(item) | Nullable(item) | MapOf(item):
            return adds(item, ids)
        case TupleOf(items):
            return any(adds(item, ids) for item in items)
        case OneOf(members, discriminator):
            own = discriminator is not None and _adds(discriminator)
            return own or any(adds(member, ids) for member in members)
        case _:
            assert_never(type_)


def _adds(discriminator: Discriminator) -> bool:
    return bool(discriminator.adds) or any(_adds(inner) for _, inner in discriminator.within)
