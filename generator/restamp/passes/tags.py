"""Discriminating properties of the members of unions: their own constants."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from restamp.ir.declarations import Declaration, EnumDecl, Field, ObjectDecl
from restamp.ir.types import Constant, Discriminator, Kind, Named, Nullable, Primitive, Type
from restamp.ir.walk import all_fields, closure
from restamp.pointers import unescape_token

Declarations = Mapping[str, Declaration]


def field_of(decl: ObjectDecl, wire_name: str, declarations: Declarations) -> Field | None:
    """A field of an object, which may be inherited; None if there is none."""
    for field in decl.fields:
        if field.wire_name == wire_name:
            return field
    for id_ in reversed(decl.bases):  # The last base takes precedence.
        base = declarations.get(id_)
        inherited = (
            field_of(base, wire_name, declarations) if isinstance(base, ObjectDecl) else None
        )
        if inherited is not None:
            return inherited
    return None


def ancestors(decl: ObjectDecl, declarations: Declarations) -> set[str]:
    """The ids of the objects that an object inherits from."""

    def bases(id_: str) -> tuple[str, ...]:
        base = declarations.get(id_)
        return base.bases if isinstance(base, ObjectDecl) else ()

    ids = closure(decl.bases, bases)
    return {id_ for id_ in ids if isinstance(declarations.get(id_), ObjectDecl)}


def constant_of(type_: Type) -> Constant | None:
    """The constant of a type, ignoring null; None for floats, which cannot be tags."""
    inner = type_.item if isinstance(type_, Nullable) else type_
    is_tag = isinstance(inner, Constant) and isinstance(inner.value, (bool, int, str))
    return inner if isinstance(inner, Constant) and is_tag else None


def tag_text(value: bool | int | float | str) -> str:
    """Convert a value of a discriminating property to a key of a mapping, which is always a string."""
    return value if isinstance(value, str) else json.dumps(value)


def own_values(decl: ObjectDecl, wire_name: str, declarations: Declarations) -> list[str]:
    """The values that an object allows for a discriminating property, as keys."""
    field = field_of(decl, wire_name, declarations)
    if field is None:
        return []
    if field.fixed is not None:
        return [tag_text(field.fixed)]
    inner = field.type.item if isinstance(field.type, Nullable) else field.type
    match inner:
        case Constant(value):
            return [tag_text(value)]
        case Named(id_) if isinstance(enum := declarations.get(id_), EnumDecl):
            return [tag_text(member.value) for member in enum.members]
        case _:
            return []


def inferred(objects: Sequence[ObjectDecl], declarations: Declarations) -> Discriminator | None:
    """Infer the discriminator of a union without one: the property with a constant in most members."""
    best: Discriminator | None = None
    max_count = 0
    for wire_name in _fixed_names(objects, declarations):
        values = {decl.id: own_values(decl, wire_name, declarations) for decl in objects}
        count = sum(len(own) == 1 for own in values.values())
        distinct = {tuple(own) for own in values.values()}
        if count > max_count and len(distinct) > 1:
            best, max_count = _discriminator_by(wire_name, objects, values, declarations), count
    return best


def _fixed_names(objects: Sequence[ObjectDecl], declarations: Declarations) -> list[str]:
    """The properties with a constant in any member, in order."""
    return list(
        dict.fromkeys(
            field.wire_name
            for decl in objects
            for field in all_fields(decl, declarations)
            if field.fixed is not None or constant_of(field.type) is not None
        )
    )


def _discriminator_by(
    wire_name: str,
    objects: Sequence[ObjectDecl],
    values: Mapping[str, Sequence[str]],
    declarations: Declarations,
) -> Discriminator:
    free = [
        decl.id
        for decl in objects
        if not values[decl.id] and field_of(decl, wire_name, declarations) is not None
    ]
    tags = {value for own in values.values() for value in own}
    pairs = {(value, id_) for id_, own in values.items() for value in own}
    pairs |= {(value, id_) for value in tags for id_ in free}
    return Discriminator(
        wire_name, tuple(sorted(pairs)), free=tuple(sorted(free)), is_declared=False
    )


def sent_value(decl: ObjectDecl, field: Field | None, values: Sequence[str]) -> bool | int | str:
    """The value that a union sends for a member without one; `values` are those mapped to the member."""
    own = None if field is None else constant_of(field.type)
    if own is not None and not isinstance(own.value, float):
        return own.value
    name = unescape_token(decl.id.rsplit("/", 1)[-1])
    value = name if name in values else values[0]
    inner = None if field is None else field.type
    inner = inner.item if isinstance(inner, Nullable) else inner
    if inner in (Primitive(Kind.INTEGER), Primitive(Kind.BOOLEAN)):
        try:
            decoded = json.loads(value)
        except ValueError:
            return value
        return decoded if isinstance(decoded, (bool, int)) else value
    return value
