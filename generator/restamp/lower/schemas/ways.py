"""Expand a composition with unions to its variants: one for each combination of members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from math import prod

from restamp.ir.types import NameHint
from restamp.lower.context import Lowering
from restamp.lower.schemas import choices, keywords, unions
from restamp.lower.schemas.parts import Part, is_composed, is_object, parts_of
from restamp.records import dataclass
from restamp.spec.tree.node import Node

MAX_COMBINATIONS = 64
"""Maximum number of variants; with more, one object with all properties is easier to use."""


@dataclass(frozen=True, slots=True)
class SortedParts:
    """The parts of a composition, including nested parts, by kind."""

    objects: list[Part]
    unions: list[tuple[Node, str]]
    """Schemas with a union, and its keyword."""
    others: list[Part]
    """Parts that are neither objects nor unions."""


@dataclass(frozen=True, slots=True)
class Combination:
    """A combination of one member from each union."""

    parts: tuple[Part, ...]
    other: Node | None
    """The member, if it is not an object."""
    path: tuple[tuple[str, int], ...]
    """The keyword of each union, and the index of its member."""
    targets: tuple[str, ...]
    """The locations of the members, and of the unions that lead to them."""
    hint: NameHint

    @property
    def is_null(self) -> bool:
        """Whether the member is null."""
        return self.other is not None and keywords.is_null(self.other)


def sort(lowering: Lowering, parts: Sequence[Part]) -> SortedParts:
    """Sort parts into objects, unions and others; compositions that contain unions are split."""
    result = SortedParts([], [], [])
    visited: set[str] = set()
    pending = list(reversed(parts))
    while pending:
        part = pending.pop()
        target = part.target
        keys = choices.keys_of(lowering, target)
        if is_object(lowering, target):
            result.objects.append(part)
        elif is_composed(target):
            if target.at not in visited:
                visited.add(target.at)
                pending += reversed([_within(part, inner) for inner in parts_of(lowering, target)])
        elif keys:
            rest = choices.without(target, *keys, "discriminator")
            if keywords.says_something(rest) and not keywords.is_bare_object(rest):
                pending.append(Part(part.node, rest))
            result.unions.extend((target, key) for key in keys)
        else:
            result.others.append(part)
    return result


def _within(part: Part, inner: Part) -> Part:
    """A nested part; own keywords of a referenced schema count as part of the reference."""
    is_own = not inner.is_reference and inner.target.at == part.target.at
    return Part(part.node, inner.target) if is_own else inner


def combinations_of(
    lowering: Lowering,
    listed: Sequence[tuple[Node, str]],
    hint: NameHint,
    passed: frozenset[str] = frozenset(),
) -> list[Combination] | None:
    """Every combination of members of some unions that has a type; None if there are too many."""
    alternatives = [_members(lowering, node, key, hint, passed) for node, key in listed]
    if len(alternatives) == 1:
        return alternatives[0]
    if any(each is None for each in alternatives):
        return None
    every = [each for each in alternatives if each is not None]
    if prod(map(len, every)) > MAX_COMBINATIONS:
        return None
    return [
        combination for chosen in product(*every) if (combination := _merged(chosen)) is not None
    ]


def every_object(lowering: Lowering, listed: Sequence[tuple[Node, str]]) -> list[Part]:
    """The objects among the members of some unions, including nested unions."""
    objects: list[Part] = []
    visited: set[str] = set()
    pending = list(reversed(listed))
    while pending:
        node, key = pending.pop()
        for member in node[key].elements():
            target = lowering.document.resolve(member) if member.ref is not None else member
            if target is not None and target.at not in visited:
                visited.add(target.at)
                inner = sort(lowering, [Part(member, target)])
                objects += inner.objects
                pending += reversed(inner.unions)
    return objects


def _merged(chosen: Sequence[Combination]) -> Combination | None:
    """Merge several combinations; None if no value can satisfy all, being an object and something else."""
    if all(way.is_null for way in chosen):
        return chosen[0]
    if any(way.other is not None for way in chosen):
        return None
    words = " and ".join(dict.fromkeys(way.hint.words for way in chosen))
    return Combination(
        tuple(part for way in chosen for part in way.parts),
        None,
        tuple(step for way in chosen for step in way.path),
        tuple(target for way in chosen for target in way.targets),
        replace(chosen[0].hint, words=words),
    )


def _members(
    lowering: Lowering, node: Node, key: str, hint: NameHint, passed: frozenset[str]
) -> list[Combination] | None:
    members = list(node[key].elements())
    hints = unions.member_hints(hint, members)
    combinations: list[Combination] = []
    for index, (member, own) in enumerate(zip(members, hints, strict=True)):
        target = lowering.document.resolve(member) if member.ref is not None else member
        path = ((key, index),)
        if target is not None and not keywords.is_null(target):
            if is_object(lowering, target):
                combinations.append(
                    Combination((Part(member, target),), None, path, (target.at,), own)
                )
                continue
            nested = sort(lowering, [Part(member, target)])
            if nested.unions and not nested.others:
                if target.at in passed:
                    continue  # A union that is a member of itself adds nothing.
                inner = combinations_of(lowering, nested.unions, hint, passed | {target.at})
                if inner is None:
                    return None
                combinations += [_nested(way, nested.objects, path, target.at) for way in inner]
                continue
        combinations.append(Combination((), member, path, (), own))
    return combinations


def _nested(
    way: Combination, objects: Sequence[Part], path: tuple[tuple[str, int], ...], at: str
) -> Combination:
    return replace(
        way,
        parts=(*objects, *way.parts),
        path=(*path, *way.path),
        targets=(at, *way.targets),
    )
