"""Complete the discriminators of unions, once every declaration is known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from restamp.config import ClientConfig
from restamp.diagnostics import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import AliasDecl, Declaration, EnumDecl, Field, ObjectDecl
from restamp.ir.types import (
    STRING,
    Constant,
    Discriminator,
    Named,
    Nullable,
    OneOf,
    Type,
)
from restamp.ir.walk import inherited, retyped_api


def complete_discriminators(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Give every union of objects that can be told apart a full mapping, and its members their tag.

    A declared discriminator without a mapping takes the members' own constants, else their names
    (OpenAPI 3.1, section 4.8.25); an undeclared one is inferred where every member requires the
    same property with constants of its own.
    """
    declarations = {declaration.id: declaration for declaration in api.declarations}
    unions: list[OneOf] = []
    implied: set[tuple[str, str]] = set()

    def change(type_: Type) -> Type:
        if not isinstance(type_, OneOf):
            return type_
        made = _completed(type_, declarations, implied)
        if made.discriminator is not None:
            unions.append(made)
        return made

    retold = retyped_api(api, change)
    tags = _tags(unions)
    final = {declaration.id: declaration for declaration in retold.declarations}
    tagged = (_tagged(d, tags, implied, final) for d in retold.declarations)
    return replace(retold, declarations=tuple(tagged))


def _completed(
    union: OneOf, declarations: Mapping[str, Declaration], implied: set[tuple[str, str]]
) -> OneOf:
    """The union with every member mapped; which tags are mere names goes to `implied`."""
    members = _flat(union.members, declarations)
    ids = [member.id for member in members if isinstance(member, Named)]
    objects = [d for id_ in ids if isinstance(d := declarations.get(id_), ObjectDecl)]
    if len(objects) != len(members) or len(objects) < 2:
        return OneOf(union.members)
    if union.discriminator is None:
        found = _inferred(objects, declarations)
        return OneOf(members, found) if found is not None else OneOf(union.members)
    given = union.discriminator
    pairs = {
        (value, member.id)
        for value, id_ in given.mapping
        for member in _flat((Named(id_),), declarations)
        if isinstance(member, Named) and member.id in ids
    }
    explicit = {value for value, _ in pairs}
    mapped = {id_ for _, id_ in pairs} | {given.default}
    for decl in objects:
        own = _own_values(decl, given.wire_name, declarations)
        if len(own) == 1 or decl.id not in mapped:
            # What a mapping says of a value goes before a list of all values that there are.
            pairs |= {(v, decl.id) for v in own if v not in explicit or len(own) == 1}
        if not own and decl.id not in mapped:
            pairs.add((_last(decl.id), decl.id))
            implied.add((decl.id, given.wire_name))
    default = given.default if given.default in ids else None
    return OneOf(members, Discriminator(given.wire_name, tuple(sorted(pairs)), default))


def _flat(members: tuple[Type, ...], declarations: Mapping[str, Declaration]) -> tuple[Type, ...]:
    """The members, with unions that are members by name replaced by theirs."""
    flat: list[Type] = []
    todo, seen = list(members), set[str]()
    while todo:
        member = todo.pop(0)
        decl = declarations.get(member.id) if isinstance(member, Named) else None
        if isinstance(decl, AliasDecl) and decl.id not in seen:
            seen.add(decl.id)
            inner = decl.type
            if isinstance(inner, OneOf):
                todo[:0] = inner.members
                continue
            if isinstance(inner, Named):
                todo.insert(0, inner)
                continue
        flat.append(member)
    return tuple(dict.fromkeys(flat))


def _inferred(
    objects: list[ObjectDecl], declarations: Mapping[str, Declaration]
) -> Discriminator | None:
    for candidate in inherited(objects[0], declarations):
        if not isinstance(candidate.fixed, str):
            continue
        mapping: dict[str, str] = {}
        for decl in objects:
            value = _fixed(decl, candidate.wire_name, declarations)
            if value is None:
                break
            mapping[value] = decl.id
        if len(mapping) == len(objects):
            return Discriminator(candidate.wire_name, tuple(sorted(mapping.items())))
    return None


def _field(
    decl: ObjectDecl, wire_name: str, declarations: Mapping[str, Declaration]
) -> Field | None:
    for field in inherited(decl, declarations):
        if field.wire_name == wire_name:
            return field
    return None


def _fixed(decl: ObjectDecl, wire_name: str, declarations: Mapping[str, Declaration]) -> str | None:
    field = _field(decl, wire_name, declarations)
    return field.fixed if field is not None and isinstance(field.fixed, str) else None


def _own_values(
    decl: ObjectDecl, wire_name: str, declarations: Mapping[str, Declaration]
) -> list[str]:
    """The values that a member itself allows for the discriminating property."""
    field = _field(decl, wire_name, declarations)
    match None if field is None else field.type:
        case Constant(str(value)) | Nullable(Constant(str(value))):
            return [value]
        case Constant(value):
            return [json.dumps(value)]
        case Named(id_):
            held = declarations.get(id_)
            if isinstance(held, EnumDecl):
                return [m.value for m in held.members if isinstance(m.value, str)]
        case _:
            pass
    return []


def _last(id_: str) -> str:
    return id_.rsplit("/", 1)[-1].replace("~1", "/").replace("~0", "~")


def _tags(unions: list[OneOf]) -> dict[str, dict[str, set[str]]]:
    """For every member, which values each discriminating property has for it."""
    tags: dict[str, dict[str, set[str]]] = {}
    for union in unions:
        if union.discriminator is None:
            continue
        for value, id_ in union.discriminator.mapping:
            if id_ != union.discriminator.default:
                tags.setdefault(id_, {}).setdefault(union.discriminator.wire_name, set()).add(value)
    return tags


def _tagged(
    declaration: Declaration,
    tags: Mapping[str, Mapping[str, set[str]]],
    implied: set[tuple[str, str]],
    declarations: Mapping[str, Declaration],
) -> Declaration:
    """The declaration with its discriminating properties fixed where only one value is possible."""
    if not isinstance(declaration, ObjectDecl):
        return declaration
    for wire_name, values in sorted(tags.get(declaration.id, {}).items()):
        if len(values) == 1:
            value = next(iter(values))
            # Documents leave the mapping out and mean other values than the names of schemas.
            type_ = STRING if (declaration.id, wire_name) in implied else Constant(value)
            declaration = _fixed_to(declaration, wire_name, value, type_, declarations)
    return declaration


def _fixed_to(
    decl: ObjectDecl,
    wire_name: str,
    value: str,
    type_: Type,
    declarations: Mapping[str, Declaration],
) -> ObjectDecl:
    own = {field.wire_name: field for field in decl.fields}
    held = own.get(wire_name)
    if held is not None:
        if held.type not in (STRING, Nullable(STRING), Constant(value)):
            return decl
        fixed = replace(held, type=type_, required=True, fixed=value)
        return replace(decl, fields=tuple(fixed if f is held else f for f in decl.fields))
    parent = _field(decl, wire_name, declarations)
    if parent is not None and parent.type == STRING and parent.required:
        # The class inherits the property as a string, so it must stay one; its value is known.
        return replace(decl, fields=(replace(parent, fixed=value), *decl.fields))
    if parent is None and not decl.bases:
        at = f"{decl.id}/properties/{wire_name}"
        field = Field(wire_name, type_, True, at, fixed=value)
        return replace(decl, fields=(field, *decl.fields))
    return decl
