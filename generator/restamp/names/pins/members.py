"""Which member of the unions, tuples and `allOf`s in a lock is which of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from restamp.names.keys import is_type
from restamp.names.pins.former import Former, rebased
from restamp.names.pins.places import LABELLED, SENT, Places
from restamp.names.pins.shapes import ANY, TITLE

_SIMILAR = 0.5
"""Of all traits of two members the part that both have, at least, where one became the other."""
_MERGED = "/allOf"
"""How the key of a member ends that is merged with what is beside the union."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the lock has it, or the document."""

    key: str
    label: str
    """Its number in the lock of an earlier version."""
    shape: str = ""
    exact: str = ""
    traits: frozenset[str] = frozenset()
    gone: bool = False

    @property
    def name(self) -> str:
        """The label without what tells it from others that have the same."""
        return self.label.partition("~")[0]


Rule = Callable[[Member, Member], bool]


def with_members(former: Former, places: Places) -> Former:
    """A lock with the keys that its members have now.

    The outer members come first: the keys of those within begin with theirs.
    """
    levels: dict[int, list[str]] = {}
    for key in places.members:
        levels.setdefault(_depth(key), []).append(key)
    for level in sorted(levels):
        current = _families(_member(key, places.shapes, ()) for key in levels[level])
        locked = _families(
            _member(key, former.shapes, former.gone) for key in _locked(former, level)
        )
        moves: dict[str, str] = {}
        for family, new in current.items():
            moves |= _moves(locked.get(family, []), new, places.members)
        former = rebased(former, moves)
    return former


def _depth(key: str) -> int:
    return sum(1 for _ in LABELLED.finditer(key))


def _locked(former: Former, level: int) -> dict[str, None]:
    """The keys in a lock with so many members in them."""
    types = (key.removesuffix(SENT) for key in former.names if is_type(key))
    return {key: None for key in types if _depth(key) == level}


def _last(key: str) -> re.Match[str]:
    return list(LABELLED.finditer(key))[-1]


def _member(key: str, shapes: Mapping[str, str], gone: Iterable[str]) -> Member:
    shape, exact, traits, *_ = (*shapes.get(key, "").split(" "), "", "")
    label = _last(key)["label"].strip("[]")
    known = frozenset(traits.split(",")) - {""}
    return Member(key, label, shape, exact, known, key in gone or f"{key}{SENT}" in gone)


def _families(members: Iterable[Member]) -> dict[str, list[Member]]:
    """Members by their place without their label; `oneOf` may become `anyOf`."""
    found: dict[str, list[Member]] = {}
    for member in members:
        last = _last(member.key)
        kind = "union" if last["list"] in ("oneOf", "anyOf") else last["list"]
        place = f"{member.key[: last.start()]}/{kind}/{member.key[last.end() :]}"
        found.setdefault(place, []).append(member)
    return found


def _moves(old: list[Member], new: list[Member], numbers: Mapping[str, str]) -> dict[str, str]:
    """New keys by old ones. What is gone makes way for another member that is called the same now."""
    counted = [member for member in old if member.label[:1].isdigit()]
    pairs = _paired([member for member in old if member not in counted], new)
    rest = [member for member in new if member.key not in pairs.values()]
    for before, after in _counted(counted, rest, numbers):
        pairs[before] = after
        if before.endswith(_MERGED):
            pairs[before.removesuffix(_MERGED)] = after
    keys = {member.key for member in (*old, *new)}
    for member in old:
        if member.key not in pairs and any(member.key == other.key for other in new):
            pairs[member.key] = _aside(member.key, keys)
            keys.add(pairs[member.key])
    return {before: after for before, after in pairs.items() if before != after}


def _aside(key: str, taken: set[str]) -> str:
    """Another key for what is gone."""
    last, number = _last(key), 1
    while True:
        label = f"{last['label'].removesuffix(']')}~gone{number}]"
        moved = f"{key[: last.start('label')]}{label}{key[last.end('label') :]}"
        if moved not in taken:
            return moved
        number += 1


def _counted(
    old: list[Member], new: list[Member], numbers: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Pairs of an old key and a new one, for the lock of an earlier version, which counts.

    A member with the shape that the lock has for its number is that; else one with the shape of another number
    is that one; else what changed in its place is what it was.
    """
    rules: tuple[Rule, ...] = (
        lambda o, n: o.shape == n.shape and o.label == numbers[n.key],
        lambda o, n: o.shape == n.shape,
        lambda o, n: o.label == numbers[n.key] and not o.gone,
    )
    for rule in rules:
        for member in list(new):
            found = next((other for other in old if rule(other, member)), None)
            if found is not None:
                old.remove(found)
                new.remove(member)
                yield found.key, member.key


def _paired(old: list[Member], new: list[Member]) -> dict[str, str]:
    """New keys by old ones, the surest pairs first."""
    shapes = {member.key: member.exact for member in new}
    # A lock without shapes has keys only.
    pairs = {
        m.key: m.key
        for m in old
        if shapes.get(m.key) == m.exact or (not (m.exact or m.gone) and m.key in shapes)
    }
    before = [member for member in old if member.key not in pairs]
    after = [member for member in new if member.key not in pairs]

    def take(found: Iterable[tuple[Member, Member]]) -> None:
        for one, other in found:
            pairs[one.key] = other.key
            before.remove(one)
            after.remove(other)

    if before and after:
        before, after = _with_own_traits(before, old), _with_own_traits(after, new)
        take(_single(before, after, lambda o, n: _same_name(o, n) and not o.gone))
        take(_in_turn(before, after, lambda o, n: o.exact == n.exact != ""))
        take(_single(before, after, lambda o, n: _same_name(o, n) and not o.gone))
        take(_single(before, after, lambda o, n: o.gone and o.label == n.label))
        take(_single(before, after, lambda o, n: o.gone and _same_name(o, n)))
        take(_single(before, after, lambda o, n: o.shape == n.shape != "" and _agree(o, n)))
        take(_most_alike(before, after))
    return pairs


def _with_own_traits(some: list[Member], siblings: list[Member]) -> list[Member]:
    """Members without the traits that others of the same place have as well."""
    counted = Counter(trait for member in siblings for trait in member.traits)
    return [
        replace(member, traits=frozenset(t for t in member.traits if counted[t] == 1))
        for member in some
    ]


def _same_name(one: Member, other: Member) -> bool:
    """Whether the labels say that two members are the same thing: a title alone does not, nor required fields."""
    if one.name != other.name or one.name == ANY or "=" in one.name:
        return one.name == other.name
    return bool(one.traits & other.traits) or not (one.traits or other.traits)


def _single(old: list[Member], new: list[Member], rule: Rule) -> list[tuple[Member, Member]]:
    """The pairs of which neither has another partner."""
    found = [(one, other) for one in old for other in new if rule(one, other)]
    return [
        pair
        for pair in found
        if sum(pair[0] is one or pair[1] is other for one, other in found) == 1
    ]


def _in_turn(old: list[Member], new: list[Member], rule: Rule) -> list[tuple[Member, Member]]:
    """The first of the members that are the same goes with the first."""
    found: list[tuple[Member, Member]] = []
    left = list(old)
    for other in new:
        one = next((one for one in left if rule(one, other)), None)
        if one is not None:
            left.remove(one)
            found.append((one, other))
    return found


def _most_alike(old: list[Member], new: list[Member]) -> list[tuple[Member, Member]]:
    """Pairs of a member and what became of it when some of its fields or values changed."""
    scored = [
        (score, one, other)
        for one in old
        for other in new
        if _agree(one, other) and (score := _alikeness(one, other)) >= _SIMILAR
    ]
    found: list[tuple[Member, Member]] = []
    done: set[str] = set()
    for _, one, other in sorted(scored, key=lambda s: (-s[0], s[1].key, s[2].key)):
        if f"-{one.key}" not in done and f"+{other.key}" not in done:
            done |= {f"-{one.key}", f"+{other.key}"}
            found.append((one, other))
    return found


def _alikeness(one: Member, other: Member) -> float:
    every = one.traits | other.traits
    return len(one.traits & other.traits) / len(every) if every else 0.0


def _agree(one: Member, other: Member) -> bool:
    """Whether no tag and no title says that two members are different things."""
    if one.name.startswith(TITLE) and other.name.startswith(TITLE):
        return one.name == other.name
    mine, yours = _tags(one), _tags(other)
    return all(mine[tag] == yours[tag] for tag in mine.keys() & yours.keys())


def _tags(member: Member) -> dict[str, str]:
    return {
        tag: value for tag, is_, value in (p.partition("=") for p in member.name.split(",")) if is_
    }
