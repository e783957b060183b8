"""Complete the discriminators of unions, now that all declarations are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import AliasDecl, Declaration, Field, ObjectDecl
from restamp.ir.types import (
    STRING,
    Constant,
    Discriminator,
    Named,
    Nullable,
    OneOf,
    Type,
)
from restamp.ir.walk import map_api, map_items
from restamp.passes.tags import (
    ancestors,
    constant_of,
    field_of,
    inferred,
    own_values,
    sent_value,
    tag_text,
)
from restamp.pointers import unescape_token

Declarations = Mapping[str, Declaration]


def complete_discriminators(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Complete the mappings of discriminated unions, and fix the discriminating fields of their members.

    A declared discriminator without a mapping uses the constants of its members, else their names
    (OpenAPI 3.1, section 4.8.25); an undeclared one is inferred from constants of the members. A member
    that declares the property keeps it as a field, which is fixed if it is required and only one value is
    possible. For other members the union adds the value.
    """
    declarations = api.by_id
    unions: list[OneOf] = []
    implied: set[tuple[str, str]] = set()

    def complete(type_: Type) -> Type:
        if not isinstance(type_, OneOf):
            return type_
        only = type_.members[0] if len(type_.members) == 1 else None
        if only is not None and _flat((only,), declarations) != (only,):
            return only  # It is a union itself, or an alias.
        union = _completed(type_, declarations, implied)
        unions.append(union)
        return union

    api = map_api(api, complete)
    tags = _tags(unions)
    updated = api.by_id
    varied = _varied(tags, updated)
    tagged = map_items(api.declarations, lambda d: _tagged(d, tags, implied, varied, updated))
    api = api if tagged is api.declarations else replace(api, declarations=tagged)
    return map_api(api, lambda type_: _with_values(type_, api.by_id))


def _completed(union: OneOf, declarations: Declarations, implied: set[tuple[str, str]]) -> OneOf:
    """Map every member of a union; tags that are only schema names are added to `implied`."""
    members = _flat(union.members, declarations)
    ids = [member.id for member in members if isinstance(member, Named)]
    objects = [d for id_ in ids if isinstance(d := declarations.get(id_), ObjectDecl)]
    declared = union.discriminator
    if declared is None:
        inferred_discriminator = inferred(objects, declarations) if len(objects) > 1 else None
        return union if inferred_discriminator is None else OneOf(members, inferred_discriminator)
    if not objects:
        return OneOf(union.members)
    pairs = {
        (value, member.id)
        for value, id_ in declared.mapping
        for member in _flat((Named(id_),), declarations)
        if isinstance(member, Named) and member.id in ids
    }
    explicit = {value for value, _ in pairs}
    mapped = {id_ for _, id_ in pairs} | {declared.default}
    for decl in objects:
        own = own_values(decl, declared.wire_name, declarations)
        if len(own) == 1 or decl.id not in mapped:
            # An explicit mapping takes precedence over a list of all possible values.
            pairs |= {(v, decl.id) for v in own if v not in explicit or len(own) == 1}
        if not own and decl.id not in mapped:
            pairs.add((unescape_token(decl.id.rsplit("/", 1)[-1]), decl.id))
            implied.add((decl.id, declared.wire_name))
    default = declared.default if declared.default in ids else None
    within = _within(pairs, {decl.id: decl for decl in objects}, declarations)
    for value, id_ in declared.mapping:
        inner = _inner_union(id_, declarations)
        if inner is not None and inner != union:
            completed = _completed(inner, declarations, implied)
            if completed.discriminator is not None:
                within[value] = completed.discriminator
    inferred_discriminator = Discriminator(
        declared.wire_name, tuple(sorted(pairs)), default, within=tuple(sorted(within.items()))
    )
    return OneOf(members, inferred_discriminator)


def _inner_union(id_: str, declarations: Declarations) -> OneOf | None:
    """The union that a member is an alias of, if it declares a discriminator."""
    decl = declarations.get(id_)
    inner = decl.type if isinstance(decl, AliasDecl) else None
    is_declared = isinstance(inner, OneOf) and inner.discriminator is not None
    return inner if isinstance(inner, OneOf) and is_declared else None


def _within(
    pairs: set[tuple[str, str]], objects: Mapping[str, ObjectDecl], declarations: Declarations
) -> dict[str, Discriminator]:
    """The nested discriminators for values with several members."""
    by_value: dict[str, list[ObjectDecl]] = {}
    for value, id_ in sorted(pairs):
        if id_ in objects:
            by_value.setdefault(value, []).append(objects[id_])
    nested = (
        (v, inferred(members, declarations)) for v, members in by_value.items() if len(members) > 1
    )
    return {value: inner for value, inner in nested if inner is not None}


def _flat(members: tuple[Type, ...], declarations: Declarations) -> tuple[Type, ...]:
    """Flatten the members: aliases of unions are replaced by the members of these."""
    flat: list[Type] = []
    pending, visited = list(members), set[str]()
    while pending:
        member = pending.pop(0)
        decl = declarations.get(member.id) if isinstance(member, Named) else None
        if isinstance(decl, AliasDecl) and decl.id not in visited:
            visited.add(decl.id)
            inner = decl.type
            if isinstance(inner, OneOf):
                pending[:0] = inner.members
                continue
            if isinstance(inner, Named):
                pending.insert(0, inner)
                continue
        flat.append(member)
    return tuple(dict.fromkeys(flat))


def _all(discriminator: Discriminator | None) -> Sequence[Discriminator]:
    """A discriminator and its nested ones."""
    if discriminator is None:
        return ()
    return discriminator, *(d for _, inner in discriminator.within for d in _all(inner))


def _tags(unions: list[OneOf]) -> dict[str, dict[str, set[str]]]:
    """The values of each discriminating property, by member."""
    tags: dict[str, dict[str, set[str]]] = {}
    for discriminator in (d for union in unions for d in _all(union.discriminator)):
        for value, id_ in discriminator.mapping:
            if id_ != discriminator.default and id_ not in discriminator.free:
                tags.setdefault(id_, {}).setdefault(discriminator.wire_name, set()).add(value)
    return tags


def _tagged(
    declaration: Declaration,
    tags: Mapping[str, Mapping[str, set[str]]],
    implied: set[tuple[str, str]],
    varied: set[tuple[str, str]],
    declarations: Declarations,
) -> Declaration:
    """Fix the discriminating fields of a declaration if only one value is possible."""
    if not isinstance(declaration, ObjectDecl):
        return declaration
    for wire_name, values in sorted(tags.get(declaration.id, {}).items()):
        if any(tags.get(base, {}).get(wire_name) == values for base in declaration.bases):
            continue  # It inherits the field with its fixed value.
        # Documents omit the mapping and use other values than the names of schemas.
        is_wide = (declaration.id, wire_name) in implied
        is_wide = is_wide or (declaration.id, wire_name) in varied
        inherits = any(
            tags.get(base, {}).get(wire_name) == values
            for base in ancestors(declaration, declarations)
        )
        if not inherits:
            declaration = _fixed(declaration, wire_name, values, is_wide, declarations)
    return declaration


def _varied(
    tags: Mapping[str, Mapping[str, set[str]]], declarations: Declarations
) -> set[tuple[str, str]]:
    """The objects and properties with other values in objects that inherit from them."""
    return {
        (base, wire_name)
        for id_, by_name in tags.items()
        if isinstance(declaration := declarations.get(id_), ObjectDecl)
        for base in ancestors(declaration, declarations)
        for wire_name, values in by_name.items()
        if tags.get(base, {}).get(wire_name) != values
    }


def _fixed(
    decl: ObjectDecl,
    wire_name: str,
    values: set[str],
    is_wide: bool,
    declarations: Declarations,
) -> ObjectDecl:
    only = next(iter(values)) if len(values) == 1 else None
    own = next((field for field in decl.fields if field.wire_name == wire_name), None)
    if own is not None:
        fixed = _fixed_field(own, only, is_wide)
        return replace(decl, fields=tuple(fixed if f is own else f for f in decl.fields))
    parent = field_of(decl, wire_name, declarations)
    if only is not None and parent is not None and parent.type == STRING and parent.required:
        # The class inherits the property as a string, so it must stay a string; its value is known.
        return replace(decl, fields=(replace(parent, fixed=only), *decl.fields))
    return decl


def _fixed_field(own: Field, only: str | None, is_wide: bool) -> Field:
    """Fix the discriminating field of an object."""
    constant = constant_of(own.type)
    if constant is not None and (only is None or tag_text(constant.value) == only):
        fixed = constant.value if own.required else own.fixed
        return replace(own, is_tag=True, fixed=fixed)
    if only is None or own.type not in (STRING, Nullable(STRING)):
        return own
    type_: Type = own.type
    if not is_wide:
        is_nullable = isinstance(own.type, Nullable)
        type_ = Nullable(Constant(only)) if is_nullable else Constant(only)
    return replace(own, type=type_, fixed=only if own.required else None, is_tag=True)


def _with_values(type_: Type, declarations: Declarations) -> Type:
    """Add the values that the union sends for members without them."""
    if not isinstance(type_, OneOf) or type_.discriminator is None:
        return type_
    discriminator = _with_added(type_.discriminator, declarations)
    only = type_.members[0] if len(type_.members) == 1 else None
    if isinstance(only, Named):
        if not discriminator.adds:
            return only
        discriminator = replace(
            discriminator, default=only.id
        )  # every received value is that member
    return type_ if discriminator == type_.discriminator else OneOf(type_.members, discriminator)


def _with_added(discriminator: Discriminator, declarations: Declarations) -> Discriminator:
    values: dict[str, list[str]] = {}
    for value, id_ in discriminator.mapping:
        if id_ != discriminator.default and id_ not in discriminator.free:
            values.setdefault(id_, []).append(value)
    adds: list[tuple[str, bool | int | str]] = []
    optional: list[str] = []
    for id_, listed in sorted(values.items()):
        decl = declarations.get(id_)
        if not isinstance(decl, ObjectDecl):
            continue
        field = field_of(decl, discriminator.wire_name, declarations)
        if field is not None and (not field.required or isinstance(field.type, Nullable)):
            optional.append(id_)
        if discriminator.is_declared and (field is None or not field.required):
            adds.append((id_, sent_value(decl, field, listed)))
    return replace(
        discriminator,
        adds=tuple(adds),
        optional=tuple(optional),
        within=tuple((v, _with_added(d, declarations)) for v, d in discriminator.within),
    )
