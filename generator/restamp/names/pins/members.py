"""Match the members of unions, tuples and `allOf`s in a lock with those of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from restamp.names.keys import is_type
from restamp.names.pins.locked import LockedNames, rebased
from restamp.names.pins.places import LABELLED, SENT, Places
from restamp.names.pins.shapes import ANY, TITLE
from restamp.records import dataclass

_SIMILAR = 0.5
"""Minimum share of common traits of two members that match."""
_MERGED = "/allOf"
"""Suffix of the key of a member that is merged with the siblings of the union."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member in the lock or in the document."""

    key: str
    label: str
    """In locks of earlier versions, its number."""
    shape: str = ""
    exact: str = ""
    traits: frozenset[str] = frozenset()
    is_removed: bool = False
    is_numbered: bool = False
    """Whether the label is a number that an earlier version wrote, and no value of an enumeration."""

    @property
    def name(self) -> str:
        """The label without the suffix that distinguishes equal labels."""
        return self.label.partition("~")[0]


Rule = Callable[[Member, Member], bool]


def with_members(former: LockedNames, places: Places) -> LockedNames:
    """Change the keys of members to their current ones.

    Outer members come first, because their keys are prefixes of those of inner members.
    """
    levels: dict[int, list[str]] = {}
    for key in places.members:
        levels.setdefault(_depth(key), []).append(key)
    for level in sorted(levels):
        current = _families(_member(key, places.shapes, ()) for key in levels[level])
        locked = _families(
            _member(key, former.shapes, former.removed) for key in _locked(former, level)
        )
        moves: dict[str, str] = {}
        for family, new in current.items():
            moves |= _match_family(locked.get(family, []), new, places.members)
        former = rebased(former, moves)
    return former


def _depth(key: str) -> int:
    return sum(1 for _ in LABELLED.finditer(key))


def _locked(former: LockedNames, level: int) -> dict[str, None]:
    """The locked keys at this nesting level of members."""
    types = (key.removesuffix(SENT) for key in former.names if is_type(key))
    return {key: None for key in types if _depth(key) == level}


def _last(key: str) -> re.Match[str]:
    return list(LABELLED.finditer(key))[-1]


def _member(key: str, shapes: Mapping[str, str], gone: Iterable[str]) -> Member:
    shape, exact, traits, *_ = (*shapes.get(key, "").split(" "), "", "")
    label = _last(key)["label"]
    trait_set = frozenset(traits.split(",")) - {""}
    is_removed = key in gone or f"{key}{SENT}" in gone
    is_numbered = label.isdigit()
    return Member(key, label.strip("[]"), shape, exact, trait_set, is_removed, is_numbered)


def _families(members: Iterable[Member]) -> dict[str, list[Member]]:
    """Group members by location without the label; `oneOf` may become `anyOf`."""
    families: dict[str, list[Member]] = {}
    for member in members:
        last = _last(member.key)
        kind = "union" if last["list"] in ("oneOf", "anyOf") else last["list"]
        location = f"{member.key[: last.start()]}/{kind}/{member.key[last.end() :]}"
        families.setdefault(location, []).append(member)
    return families


def _match_family(
    old: list[Member], new: list[Member], numbers: Mapping[str, str]
) -> dict[str, str]:
    """Map old keys to new ones. Removed members get another key if a current member has theirs."""
    counted = [member for member in old if member.is_numbered]
    pairs = _match_labelled([member for member in old if member not in counted], new)
    rest = [member for member in new if member.key not in pairs.values()]
    for before, after in _match_numbered(counted, rest, numbers):
        pairs[before] = after
        if before.endswith(_MERGED):
            pairs[before.removesuffix(_MERGED)] = after
    keys = {member.key for member in (*old, *new)}
    for member in old:
        if member.key not in pairs and any(member.key == other.key for other in new):
            pairs[member.key] = _unused_key(member.key, keys)
            keys.add(pairs[member.key])
    return {before: after for before, after in pairs.items() if before != after}


def _unused_key(key: str, taken: set[str]) -> str:
    """An unused key for a removed member."""
    last, number = _last(key), 1
    while True:
        label = f"{last['label'].removesuffix(']')}~gone{number}]"
        moved = f"{key[: last.start('label')]}{label}{key[last.end('label') :]}"
        if moved not in taken:
            return moved
        number += 1


def _match_numbered(
    old: list[Member], new: list[Member], numbers: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Match members in a lock of an earlier version, which numbers them.

    Members match by shape and number, else by shape alone, else by number alone.
    """
    rules: tuple[Rule, ...] = (
        lambda o, n: o.shape == n.shape and o.label == numbers[n.key],
        lambda o, n: o.shape == n.shape,
        lambda o, n: o.label == numbers[n.key] and not o.is_removed,
    )
    for rule in rules:
        for member in list(new):
            match = next((other for other in old if rule(other, member)), None)
            if match is not None:
                old.remove(match)
                new.remove(member)
                yield match.key, member.key


def _match_labelled(old: list[Member], new: list[Member]) -> dict[str, str]:
    """Map old keys to new ones, the most certain pairs first."""
    shapes = {member.key: member.exact for member in new}
    # A lock without shapes only has keys.
    pairs = {
        m.key: m.key
        for m in old
        if shapes.get(m.key) == m.exact or (not (m.exact or m.is_removed) and m.key in shapes)
    }
    before = [member for member in old if member.key not in pairs]
    after = [member for member in new if member.key not in pairs]

    def take(pairs_: Iterable[tuple[Member, Member]]) -> None:
        for one, other in pairs_:
            pairs[one.key] = other.key
            before.remove(one)
            after.remove(other)

    if before and after:
        before, after = _with_own_traits(before, old), _with_own_traits(after, new)
        take(_unique_pairs(before, after, lambda o, n: _same_name(o, n) and not o.is_removed))
        take(_pairs_in_order(before, after, lambda o, n: o.exact == n.exact != ""))
        take(_unique_pairs(before, after, lambda o, n: _same_name(o, n) and not o.is_removed))
        take(_unique_pairs(before, after, lambda o, n: o.is_removed and o.label == n.label))
        take(_unique_pairs(before, after, lambda o, n: o.is_removed and _same_name(o, n)))
        take(
            _unique_pairs(
                before, after, lambda o, n: o.shape == n.shape != "" and _are_compatible(o, n)
            )
        )
        take(_most_similar(before, after))
    return pairs


def _with_own_traits(some: list[Member], siblings: list[Member]) -> list[Member]:
    """Remove the traits that siblings share."""
    counted = Counter(trait for member in siblings for trait in member.traits)
    return [
        replace(member, traits=frozenset(t for t in member.traits if counted[t] == 1))
        for member in some
    ]


def _same_name(one: Member, other: Member) -> bool:
    """Whether two members match by label; a title or required fields alone are not enough."""
    if one.name != other.name or one.name == ANY or "=" in one.name:
        return one.name == other.name
    return bool(one.traits & other.traits) or not (one.traits or other.traits)


def _unique_pairs(old: list[Member], new: list[Member], rule: Rule) -> list[tuple[Member, Member]]:
    """The pairs in which neither has another match."""
    candidates = [(one, other) for one in old for other in new if rule(one, other)]
    return [
        pair
        for pair in candidates
        if sum(pair[0] is one or pair[1] is other for one, other in candidates) == 1
    ]


def _pairs_in_order(
    old: list[Member], new: list[Member], rule: Rule
) -> list[tuple[Member, Member]]:
    """Match equal members in order."""
    pairs: list[tuple[Member, Member]] = []
    remaining = list(old)
    for other in new:
        one = next((one for one in remaining if rule(one, other)), None)
        if one is not None:
            remaining.remove(one)
            pairs.append((one, other))
    return pairs


def _most_similar(old: list[Member], new: list[Member]) -> list[tuple[Member, Member]]:
    """Match members with similar traits, which means that some fields or values changed."""
    scored = [
        (score, one, other)
        for one in old
        for other in new
        if _are_compatible(one, other) and (score := _similarity(one, other)) >= _SIMILAR
    ]
    pairs: list[tuple[Member, Member]] = []
    matched: set[str] = set()
    for _, one, other in sorted(scored, key=lambda s: (-s[0], s[1].key, s[2].key)):
        if f"-{one.key}" not in matched and f"+{other.key}" not in matched:
            matched |= {f"-{one.key}", f"+{other.key}"}
            pairs.append((one, other))
    return pairs


def _similarity(one: Member, other: Member) -> float:
    every = one.traits | other.traits
    return len(one.traits & other.traits) / len(every) if every else 0.0


def _are_compatible(one: Member, other: Member) -> bool:
    """Whether neither tags nor titles contradict that two members match."""
    if one.name.startswith(TITLE) and other.name.startswith(TITLE):
        return one.name == other.name
    mine, yours = _tags(one), _tags(other)
    return all(mine[tag] == yours[tag] for tag in mine.keys() & yours.keys())


def _tags(member: Member) -> dict[str, str]:
    return {
        tag: value for tag, is_, value in (p.partition("=") for p in member.name.split(",")) if is_
    }
