"""`allOf` in all its forms, and unions with other members beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from restamp.diagnostics.text import quoted
from restamp.ir.declarations import Field, ObjectDecl
from restamp.ir.types import ANY, Named, NameHint, Nullable, OneOf, Type, nullable
from restamp.lower.context import Lowering, doc_of, hinted
from restamp.lower.schemas import choices, compose, keywords, unions
from restamp.lower.schemas.ways import MOST_WAYS, Sorted, Way, every_object, sort, ways_of
from restamp.pointers import below, unescape_token
from restamp.spec.tree.node import Node


def all_of(lowering: Lowering, node: Node, hint: NameHint) -> Type:
    """The type of a schema whose parts must all hold."""
    if node.at in lowering.inside:
        return Named(node.at)
    type_ = _all_of(lowering, node, hint)
    return nullable(type_) if choices.admits_null(lowering, node) else type_


def _all_of(lowering: Lowering, node: Node, hint: NameHint) -> Type:
    parts = compose.parts_of(lowering, node)
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
            return lowering.type_of(part.node, hinted(node, hint) if inside else hint)
    return _combined(lowering, node, parts, hint)


def beside_unions(lowering: Lowering, node: Node, keys: Sequence[str], hint: NameHint) -> Type:
    """The type of a schema with members of its own beside `oneOf` or `anyOf`, or with both."""
    own = choices.without(node, *keys, "discriminator")
    listed = [Node({key: node[key].value}, node.at) for key in keys]
    if keywords.says_something(own):
        listed.insert(0, own)
    type_ = _combined(lowering, node, [compose.Part(each, each) for each in listed], hint)
    return nullable(type_) if choices.admits_null(lowering, node) else type_


def requires_more(lowering: Lowering, node: Node, key: str) -> bool:
    """Whether `required` beside a union names a property that a member declares as optional.

    A member that is a parent with variants of its own, or that leads back here, stays as it is.
    """
    tag = node.get("discriminator")
    # The tag goes out where the union asks for it, required or not.
    names = keywords.required_names(node) - {tag and tag.text("propertyName")}
    if not names:
        return False
    found = False
    for member in node[key].elements():
        target = lowering.document.resolve(member) if member.ref is not None else member
        if target is None or not compose.is_object(lowering, target):
            continue
        part = compose.Part(member, target)
        optional = names & compose.property_names(lowering, target)
        optional -= compose.required_of(lowering, [part])
        if not optional:
            continue
        if lowering.children.get(target.at) or target.at in lowering.inside:
            lowering.diagnostics.note(
                "required-beside-union",
                f"{quoted(min(optional))} is required beside {key}, and optional in one of the "
                "members: there it stays optional",
                below(node.at, "required"),
            )
            return False
        found = True
    return found


def _combined(
    lowering: Lowering, node: Node, parts: Sequence[compose.Part], hint: NameHint
) -> Type:
    if all(compose.is_object(lowering, part.target) for part in parts):
        return compose.object_of(lowering, node, parts, hint)
    found = sort(lowering, parts)
    if not found.others and found.unions:
        own = hinted(node, hint)
        ways = ways_of(lowering, found.unions, own)
        if ways is None:
            return _loosely(lowering, node, found, own)
        if any(way.parts for way in ways):
            return _union(lowering, node, found, ways)
    return compose.narrowest(lowering, node, parts, hint)


def _loosely(lowering: Lowering, node: Node, found: Sorted, hint: NameHint) -> Type:
    """One object with the properties of every member, for unions that no reader could survey."""
    lowering.widen(
        "all-of-many-ways",
        f"the unions that must hold together do so in more than {MOST_WAYS} ways;"
        " taken as one object with all their properties, each optional",
        node.at,
    )
    lowering.inside.add(node.at)
    held = {f.wire_name: f for f in compose.fields_of(lowering, found.objects, hint)}
    loose: dict[str, list[Field]] = {}
    for part in every_object(lowering, found.unions):
        for field in compose.fields_of(lowering, [part], hint):
            loose.setdefault(field.wire_name, []).append(field)
    for name, declared in loose.items():
        type_ = unions.joined([field.type for field in declared])
        free = replace(declared[0], type=type_, required=False, fixed=None)
        held[name] = compose.combined(lowering, held[name], free) if name in held else free
    lowering.inside.discard(node.at)
    required = compose.required_of(lowering, found.objects)
    members = tuple(replace(f, required=True) if n in required else f for n, f in held.items())
    return lowering.declare(ObjectDecl(node.at, hint, members, doc=doc_of(node)))


def _union(lowering: Lowering, node: Node, found: Sorted, ways: Sequence[Way]) -> Type:
    """The union of the merged members; a member that is no object stays as it is."""
    made = [_variant(lowering, node, found, way) for way in ways]
    type_ = unions.joined(made)
    union = type_.item if isinstance(type_, Nullable) else type_
    given = node.get("discriminator") or found.unions[0][0].get("discriminator")
    if len(found.unions) > 1 or not isinstance(union, OneOf) or given is None:
        return type_
    if given.text("propertyName"):
        discriminator = unions.discriminator_of(lowering, given)
        moved = _moved(discriminator.mapping, ways, made)
        union = OneOf(union.members, replace(discriminator, mapping=moved, default=None))
    return nullable(union) if isinstance(type_, Nullable) else union


def _variant(lowering: Lowering, node: Node, found: Sorted, way: Way) -> Type:
    if way.other is not None:
        return lowering.type_of(way.other, way.hint)
    # The merged object is neither the whole nor the member: it needs a place of its own.
    if len(found.unions) == 1:
        at = below(node.at, *(step for pair in way.path for step in pair), "allOf")
    else:
        at = below(node.at, "allOf", *(index for _, index in way.path), "allOf")
    merged = Node(compose.SYNTHETIC, at)
    return compose.object_of(lowering, merged, [*found.objects, *way.parts], way.hint)


def _moved(
    mapping: tuple[tuple[str, str], ...], ways: Sequence[Way], made: Sequence[Type]
) -> tuple[tuple[str, str], ...]:
    """A discriminator's mapping, to the merged members in place of the ones it names."""
    moved: set[tuple[str, str]] = set()
    mapped = {id_ for _, id_ in mapping}
    for way, type_ in zip(ways, made, strict=True):
        if not isinstance(type_, Named) or not way.targets:
            continue
        own = [value for value, id_ in mapping if id_ in way.targets]
        if way.parts[-1].is_reference and not mapped.intersection(way.targets):
            own = [unescape_token(way.targets[-1].rsplit("/", 1)[-1])]
        moved |= {(value, type_.id) for value in own}
    return tuple(sorted(moved))
