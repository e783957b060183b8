"""`allOf` in all its forms, and unions with other members beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from math import prod

from restamp.diagnostics import below, untoken
from restamp.ir.types import ANY, Named, NameHint, OneOf, Type
from restamp.lower import compose, keywords, unions
from restamp.lower.context import Lowering, hinted
from restamp.spec.node import Node

MOST_WAYS = 16
"""Variants that are still better than any value."""


def all_of(lowering: Lowering, node: Node, hint: NameHint) -> Type:
    """The type of a schema whose parts must all hold."""
    if node.at in lowering.inside:
        return Named(node.at)
    parts = compose.parts_of(lowering, node)
    if not parts:
        return ANY
    if len(parts) == 1:
        part = parts[0]
        inside = not part.is_reference and part.node.at != node.at
        if (
            inside
            and compose.property_names(lowering, part.target)
            and compose.is_object(lowering, part.target)
        ):
            return compose.object_of(lowering, node, parts, hint)
        return lowering.type_of(part.node, hinted(node, hint) if inside else hint)
    choices = [part for part in parts if keywords.union_key(part.target) is not None]
    rest = [part for part in parts if part not in choices]
    if all(compose.is_object(lowering, part.target) for part in rest):
        if not choices:
            return compose.object_of(lowering, node, parts, hint)
        if len(choices) == 1:
            return distributed(lowering, node, choices[0], rest, hint)
        if multiplied := _multiplied(lowering, node, choices, rest, hint):
            return multiplied
    return compose.narrowest(lowering, node, parts, hint)


def beside_union(lowering: Lowering, node: Node, key: str, hint: NameHint) -> Type:
    """The type of a schema with members of its own beside `oneOf` or `anyOf`."""
    own = Node({k: v.value for k, v in node.items() if k not in ("oneOf", "anyOf")}, node.at)
    members = list(node[key].elements())
    if node.get("discriminator") is None and all(
        keywords.only_requires(member) for member in members
    ):
        # Which of the properties are required together is beyond a type; all are optional.
        return lowering.type_of(own, hint)
    choice = Node({key: node[key].value}, node.at)
    return distributed(lowering, node, compose.Part(choice, choice), [compose.Part(own, own)], hint)


def distributed(
    lowering: Lowering,
    node: Node,
    choice: compose.Part,
    rest: Sequence[compose.Part],
    hint: NameHint,
) -> Type:
    """The union of the merged members; a member that is no object stays as it is."""
    key = keywords.union_key(choice.target) or "oneOf"
    own = hinted(node, hint)
    members = list(choice.target[key].elements())
    hints = unions.member_hints(own, members)
    made = [
        _member(lowering, node, choice, rest, own, (index, member, inner))
        for index, (member, inner) in enumerate(zip(members, hints, strict=True))
    ]
    type_ = unions.joined(made)
    given = node.get("discriminator") or choice.target.get("discriminator")
    if isinstance(type_, OneOf) and given is not None and given.text("propertyName"):
        found = unions.discriminator_of(lowering, given)
        moved = _moved(lowering, found.mapping, members, made)
        type_ = OneOf(type_.members, replace(found, mapping=moved, default=None))
    return type_


def _member(
    lowering: Lowering,
    node: Node,
    choice: compose.Part,
    rest: Sequence[compose.Part],
    hint: NameHint,
    place: tuple[int, Node, NameHint],
) -> Type:
    index, member, inner = place
    target = lowering.document.resolve(member) if member.ref is not None else member
    if target is None or target.value == {"type": "null"}:
        return lowering.type_of(member, hint)
    if not compose.is_object(lowering, target):
        return lowering.type_of(member, inner)
    key = keywords.union_key(choice.target) or "oneOf"
    at = below(node.at, key, index)
    # The merged object is neither the whole nor the member: it needs a place of its own.
    merged = Node(compose.SYNTHETIC, below(at, "allOf"))
    return compose.object_of(lowering, merged, [*rest, compose.Part(member, target)], inner)


def _multiplied(
    lowering: Lowering,
    node: Node,
    choices: Sequence[compose.Part],
    rest: Sequence[compose.Part],
    hint: NameHint,
) -> Type | None:
    """Several unions that hold together: one object for each way to choose from all of them.

    None where a member is no object, or the ways are too many to be read.
    """
    own = hinted(node, hint)
    listed: list[list[tuple[int, compose.Part, NameHint]]] = []
    for choice in choices:
        members = list(choice.target[keywords.union_key(choice.target) or "oneOf"].elements())
        hints = unions.member_hints(own, members)
        parts = [compose.Part(m, lowering.document.resolve(m) or m) for m in members]
        listed.append(list(zip(range(len(parts)), parts, hints, strict=True)))
    every = [part for parts in listed for _, part, _ in parts]
    if prod(map(len, listed)) > MOST_WAYS or not all(
        compose.is_object(lowering, part.target) for part in every
    ):
        return None
    made: list[Type] = []
    for way in product(*listed):
        at = below(node.at, "allOf", *(index for index, _, _ in way), "allOf")
        words = " and ".join(dict.fromkeys(inner.words for _, _, inner in way))
        merged = Node(compose.SYNTHETIC, at)
        parts = [*rest, *(part for _, part, _ in way)]
        made.append(compose.object_of(lowering, merged, parts, replace(way[0][2], words=words)))
    return unions.joined(made)


def _moved(
    lowering: Lowering,
    mapping: tuple[tuple[str, str], ...],
    members: Sequence[Node],
    made: Sequence[Type],
) -> tuple[tuple[str, str], ...]:
    """A discriminator's mapping, to the merged members in place of the ones it names."""
    new: dict[str, str] = {}
    for member, type_ in zip(members, made, strict=True):
        target = lowering.document.resolve(member) if member.ref is not None else member
        if target is not None and isinstance(type_, Named):
            new[target.at] = type_.id
            if not any(id_ == target.at for _, id_ in mapping):
                mapping = (*mapping, (untoken(target.at.rsplit("/", 1)[-1]), target.at))
    return tuple(sorted((value, new[id_]) for value, id_ in mapping if id_ in new))
