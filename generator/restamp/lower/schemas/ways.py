"""The ways in which a composition with unions in it may hold: one for each choice of members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from restamp.ir.types import NameHint
from restamp.lower.context import Lowering
from restamp.lower.schemas import choices, keywords, unions
from restamp.lower.schemas.compose import Part, is_composed, is_object, parts_of
from restamp.spec.tree.node import Node

MOST_WAYS = 64
"""Variants that are still better than one object with everything in it."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """The parts of a composition, those of its parts among them, by what they are."""

    objects: list[Part]
    unions: list[tuple[Node, str]]
    """Schemas with a union in them, and the keyword of the union."""
    others: list[Part]
    """What is neither an object nor a choice."""


@dataclass(frozen=True, slots=True)
class Way:
    """One choice of a member from each union."""

    parts: tuple[Part, ...]
    other: Node | None
    """The member, where it is no object."""
    path: tuple[tuple[str, int], ...]
    """The keyword of each union, and the index of its member."""
    targets: tuple[str, ...]
    """The places of the chosen schemas, and of the unions that led to them."""
    hint: NameHint

    @property
    def is_null(self) -> bool:
        """Whether the member is null."""
        return self.other is not None and keywords.is_null(self.other)


def sort(lowering: Lowering, parts: Sequence[Part]) -> Sorted:
    """The parts as objects, unions and others; compositions with unions in them are taken apart."""
    found = Sorted([], [], [])
    seen: set[str] = set()
    todo = list(reversed(parts))
    while todo:
        part = todo.pop()
        target = part.target
        keys = choices.keys_of(lowering, target)
        if is_object(lowering, target):
            found.objects.append(part)
        elif is_composed(target):
            if target.at not in seen:
                seen.add(target.at)
                todo += reversed([_within(part, inner) for inner in parts_of(lowering, target)])
        elif keys:
            rest = choices.without(target, *keys, "discriminator")
            if keywords.says_something(rest) and not keywords.is_bare_object(rest):
                todo.append(Part(part.node, rest))
            found.unions.extend((target, key) for key in keys)
        else:
            found.others.append(part)
    return found


def _within(part: Part, inner: Part) -> Part:
    """A part of a part: what stands beside the others there is as much a reference as the whole."""
    is_own = not inner.is_reference and inner.target.at == part.target.at
    return Part(part.node, inner.target) if is_own else inner


def ways_of(
    lowering: Lowering,
    listed: Sequence[tuple[Node, str]],
    hint: NameHint,
    passed: frozenset[str] = frozenset(),
) -> list[Way] | None:
    """Every way to choose from all of some unions that has a type; None where there are too many."""
    found = [_members(lowering, node, key, hint, passed) for node, key in listed]
    if len(found) == 1:
        return found[0]
    if any(each is None for each in found):
        return None
    every = [each for each in found if each is not None]
    if prod(map(len, every)) > MOST_WAYS:
        return None
    return [way for chosen in product(*every) if (way := _together(chosen)) is not None]


def every_object(lowering: Lowering, listed: Sequence[tuple[Node, str]]) -> list[Part]:
    """The objects among the members of some unions, and among those of their members."""
    found: list[Part] = []
    seen: set[str] = set()
    todo = list(reversed(listed))
    while todo:
        node, key = todo.pop()
        for member in node[key].elements():
            target = lowering.document.resolve(member) if member.ref is not None else member
            if target is not None and target.at not in seen:
                seen.add(target.at)
                inner = sort(lowering, [Part(member, target)])
                found += inner.objects
                todo += reversed(inner.unions)
    return found


def _together(chosen: Sequence[Way]) -> Way | None:
    """Several choices as one; None where no value is an object and something else, too."""
    if all(way.is_null for way in chosen):
        return chosen[0]
    if any(way.other is not None for way in chosen):
        return None
    words = " and ".join(dict.fromkeys(way.hint.words for way in chosen))
    return Way(
        tuple(part for way in chosen for part in way.parts),
        None,
        tuple(step for way in chosen for step in way.path),
        tuple(target for way in chosen for target in way.targets),
        replace(chosen[0].hint, words=words),
    )


def _members(
    lowering: Lowering, node: Node, key: str, hint: NameHint, passed: frozenset[str]
) -> list[Way] | None:
    members = list(node[key].elements())
    hints = unions.member_hints(hint, members)
    found: list[Way] = []
    for index, (member, own) in enumerate(zip(members, hints, strict=True)):
        target = lowering.document.resolve(member) if member.ref is not None else member
        path = ((key, index),)
        if target is not None and not keywords.is_null(target):
            if is_object(lowering, target):
                found.append(Way((Part(member, target),), None, path, (target.at,), own))
                continue
            nested = sort(lowering, [Part(member, target)])
            if nested.unions and not nested.others:
                if target.at in passed:
                    continue  # A union that is a member of itself adds nothing to it.
                inner = ways_of(lowering, nested.unions, hint, passed | {target.at})
                if inner is None:
                    return None
                found += [_nested(way, nested.objects, path, target.at) for way in inner]
                continue
        found.append(Way((), member, path, (), own))
    return found


def _nested(way: Way, objects: Sequence[Part], path: tuple[tuple[str, int], ...], at: str) -> Way:
    return replace(
        way,
        parts=(*objects, *way.parts),
        path=(*path, *way.path),
        targets=(at, *way.targets),
    )
