"""Lower `allOf`, and unions with sibling keywords."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from restamp.diagnostics.text import quoted
from restamp.ir.declarations import Field, ObjectDecl
from restamp.ir.types import ANY, Named, NameHint, Nullable, OneOf, Type, nullable
from restamp.lower.context import Lowering, doc_of, own_hint
from restamp.lower.schemas import choices, compose, keywords, unions
from restamp.lower.schemas.parts import Part, is_object, parts_of
from restamp.lower.schemas.subtypes import subtypes_of
from restamp.lower.schemas.ways import (
    MAX_COMBINATIONS,
    Combination,
    SortedParts,
    combinations_of,
    every_object,
    sort,
)
from restamp.pointers import join_pointer, unescape_token
from restamp.spec.tree.node import Node


def all_of(lowering: Lowering, node: Node, hint: NameHint) -> Type:
    """The type of a schema with several parts that must all match."""
    if node.at in lowering.open_objects:
        return Named(node.at)
    type_ = _all_of(lowering, node, hint)
    return nullable(type_) if choices.admits_null(lowering, node) else type_


def _all_of(lowering: Lowering, node: Node, hint: NameHint) -> Type:
    parts = parts_of(lowering, node)
    if not parts:
        return ANY
    itself = [part for part in parts if part.is_reference and part.target.at == node.at]
    parts = [part for part in parts if part not in itself]
    if not parts:
        return lowering.type_of(itself[0].node, hint)
    alias = compose.alias_of(lowering, node, parts)
    if alias is not None:
        return lowering.type_of(alias.node, hint)
    if len(parts) == 1 and not parts[0].is_reference:
        part = parts[0]
        inside = part.node.at != node.at
        if not (inside and keywords.has_properties(part.target)):
            return lowering.type_of(part.node, own_hint(node, hint) if inside else hint)
    return _composed(lowering, node, parts, hint)


def next_to_unions(lowering: Lowering, node: Node, keys: Sequence[str], hint: NameHint) -> Type:
    """The type of a schema with properties next to `oneOf` or `anyOf`, or with both unions."""
    own = choices.without(node, *keys, "discriminator")
    listed = [Node({key: node[key].value}, node.at) for key in keys]
    if keywords.says_something(own):
        listed.insert(0, own)
    type_ = _composed(lowering, node, [Part(each, each) for each in listed], hint)
    return nullable(type_) if choices.admits_null(lowering, node) else type_


def requires_more(lowering: Lowering, node: Node, key: str) -> bool:
    """Whether `required` next to a union names a property that a member declares as optional.

    A member that is a parent with variants, or that contains this schema, is not changed.
    """
    tag = node.get("discriminator")
    # The union sends the tag whether it is required or not.
    names = keywords.required_names(node) - {tag and tag.text("propertyName")}
    if not names:
        return False
    has_optional = False
    for member in node[key].elements():
        target = lowering.document.resolve(member) if member.ref is not None else member
        if target is None or not is_object(lowering, target):
            continue
        part = Part(member, target)
        optional = names & compose.property_names(lowering, target)
        optional -= compose.required_of(lowering, [part])
        if not optional:
            continue
        if subtypes_of(lowering, target) or target.at in lowering.open_objects:
            lowering.diagnostics.note(
                "required-beside-union",
                f"{quoted(min(optional))} is required next to {key}, and optional in one of the "
                "members, where it stays optional",
                join_pointer(node.at, "required"),
            )
            return False
        has_optional = True
    return has_optional


def _composed(lowering: Lowering, node: Node, parts: Sequence[Part], hint: NameHint) -> Type:
    if all(is_object(lowering, part.target) for part in parts):
        return compose.object_of(lowering, node, parts, hint)
    parts_by_kind = sort(lowering, parts)
    if not parts_by_kind.others and parts_by_kind.unions:
        own = own_hint(node, hint)
        combinations = combinations_of(lowering, parts_by_kind.unions, own)
        if combinations is None:
            return _as_one_object(lowering, node, parts_by_kind, own)
        if any(way.parts for way in combinations):
            return _union(lowering, node, parts_by_kind, combinations)
    return compose.intersection_of(lowering, node, parts, hint)


def _as_one_object(
    lowering: Lowering, node: Node, parts_by_kind: SortedParts, hint: NameHint
) -> Type:
    """One object with the properties of all members, for unions with too many combinations."""
    lowering.widen(
        "all-of-many-ways",
        f"the unions have more than {MAX_COMBINATIONS} combinations;"
        " treated as one object with all their properties, each optional",
        node.at,
    )
    lowering.open_objects.add(node.at)
    merged = {f.wire_name: f for f in compose.fields_of(lowering, parts_by_kind.objects, hint)}
    loose: dict[str, list[Field]] = {}
    for part in every_object(lowering, parts_by_kind.unions):
        for field in compose.fields_of(lowering, [part], hint):
            loose.setdefault(field.wire_name, []).append(field)
    for name, declared in loose.items():
        type_ = unions.union_of([field.type for field in declared])
        free = replace(declared[0], type=type_, required=False, fixed=None)
        merged[name] = (
            compose.merged_field(lowering, merged[name], free) if name in merged else free
        )
    lowering.open_objects.discard(node.at)
    required = compose.required_of(lowering, parts_by_kind.objects)
    members = tuple(replace(f, required=True) if n in required else f for n, f in merged.items())
    return lowering.declare(ObjectDecl(node.at, hint, members, doc=doc_of(node)))


def _union(
    lowering: Lowering, node: Node, parts_by_kind: SortedParts, combinations: Sequence[Combination]
) -> Type:
    """The union of the merged members; a member that is not an object is not changed."""
    types = [_variant(lowering, node, parts_by_kind, way) for way in combinations]
    type_ = unions.union_of(types)
    union = type_.item if isinstance(type_, Nullable) else type_
    discriminator_node = node.get("discriminator") or parts_by_kind.unions[0][0].get(
        "discriminator"
    )
    if len(parts_by_kind.unions) > 1 or not isinstance(union, OneOf) or discriminator_node is None:
        return type_
    if discriminator_node.text("propertyName"):
        discriminator = unions.discriminator_of(lowering, discriminator_node)
        mapping = _remapped(discriminator.mapping, combinations, types)
        union = OneOf(union.members, replace(discriminator, mapping=mapping, default=None))
    return nullable(union) if isinstance(type_, Nullable) else union


def _variant(
    lowering: Lowering, node: Node, parts_by_kind: SortedParts, combination: Combination
) -> Type:
    if combination.other is not None:
        return lowering.type_of(combination.other, combination.hint)
    # The merged object is neither the whole nor the member: it needs a location of its own.
    if len(parts_by_kind.unions) == 1:
        at = join_pointer(node.at, *(step for pair in combination.path for step in pair), "allOf")
    else:
        at = join_pointer(node.at, "allOf", *(index for _, index in combination.path), "allOf")
    merged = Node(compose.SYNTHETIC, at)
    return compose.object_of(
        lowering, merged, [*parts_by_kind.objects, *combination.parts], combination.hint
    )


def _remapped(
    mapping: tuple[tuple[str, str], ...], combinations: Sequence[Combination], types: Sequence[Type]
) -> tuple[tuple[str, str], ...]:
    """Map the values of a discriminator to the merged members instead of the original ones."""
    pairs: set[tuple[str, str]] = set()
    mapped = {id_ for _, id_ in mapping}
    for combination, type_ in zip(combinations, types, strict=True):
        if not isinstance(type_, Named) or not combination.targets:
            continue
        own = [value for value, id_ in mapping if id_ in combination.targets]
        if combination.parts[-1].is_reference and not mapped.intersection(combination.targets):
            own = [unescape_token(combination.targets[-1].rsplit("/", 1)[-1])]
        pairs |= {(value, type_.id) for value in own}
    return tuple(sorted(pairs))
