"""Whether all that one term stands for is taken where another is asked for, as type checkers have it (PEP 483).

Lists and dicts are invariant; sequences, mappings and tuples are covariant; `Any` is taken for the widest type of
all, and not for one that fits everywhere: who held an `Any` may have used it as whatever he pleased.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from restamp.api_diff.types.terms import ANY, Atom, Term, Value, term

HELD = Atom("Held")
"""In place of `Any` in the annotation of what is read: only another `Any` may be used like it."""
LOOSE = Atom("Loose")
"""In place of `Any` in a union that is read: what it is read as is not asked."""
ABOVE: Mapping[str, str] = {
    "bool": "int",
    "int": "float",
    "DateTime": "datetime",
    "datetime": "date | DateTime",
    "Date": "date",
    "date": "Date",
    "Time": "time",
    "time": "Time",
    "str": "Sequence[str]",
    "Credential": "AccessToken",
    "Base64": "bytes",
    "Base64Url": "bytes",
    "bytes": "Base64 | Base64Url | FileContent",
    "Duration": "timedelta",
    "timedelta": "Duration",
    "DecimalNumber": "Decimal",
    "Decimal": "DecimalNumber",
}
"""Classes right above a class, and what is the same by another name."""
COVARIANT = frozenset({"Sequence", "Mapping", "tuple", "Stream"})
WIDER: Mapping[str, str] = {"list": "Sequence", "dict": "Mapping"}
"""The covariant generic above one that is not."""

Known = frozenset[tuple[Term, Term]]


@dataclass(frozen=True, slots=True)
class World:
    """What the names of one version of a package mean."""

    bases: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """What each class inherits from, by name as a caller writes it."""
    aliases: Mapping[str, str] = field(default_factory=dict[str, str])
    """What each alias stands for."""
    dicts: frozenset[str] = frozenset()
    """The types of dicts."""

    def gives(self, before: str, after: str) -> bool:
        """Whether who read what is annotated `before` may go on when it is annotated `after`."""
        return _fits(self, _loose(term(after)), _held(term(before)), frozenset())

    def takes(self, before: str, after: str) -> bool:
        """Whether all that could be given for `before` may be given for `after`."""
        return _fits(self, term(before), term(after), frozenset())


def _fits(world: World, given: Term, wanted: Term, known: Known) -> bool:
    if given <= wanted or wanted & {ANY, LOOSE} or (given, wanted) in known:
        return True
    # An alias may lead to itself: what is being asked is taken to be so.
    known |= {(given, wanted)}
    accepted = _open(world, wanted)
    return all(_one_fits(world, one, accepted, known) for one in _open(world, given))


def _one_fits(world: World, one: Atom | Value, wanted: Term, known: Known) -> bool:
    if one in wanted or one == LOOSE or wanted & {ANY, LOOSE}:
        return True
    if isinstance(one, Atom) and one.arguments and _same_class(world, one, wanted, known):
        return True
    above = frozenset(_above(world, one)) - {one}
    return any(_one_fits_up(world, each, wanted, known) for each in above)


def _one_fits_up(world: World, one: Atom | Value, wanted: Term, known: Known) -> bool:
    step = frozenset({one}), wanted
    return step not in known and _one_fits(world, one, wanted, known | {step})


def _same_class(world: World, one: Atom, wanted: Term, known: Known) -> bool:
    return any(
        isinstance(other, Atom)
        and other.name == one.name
        and len(other.arguments) == len(one.arguments)
        and all(
            _fits(world, mine, theirs, known)
            and (one.name in COVARIANT or _fits_back(world, mine, theirs, known))
            for mine, theirs in zip(one.arguments, other.arguments, strict=True)
        )
        for other in wanted
    )


def _fits_back(world: World, given: Term, wanted: Term, known: Known) -> bool:
    """The other half of invariance; to type checkers, Any in place of anything is no difference."""
    return ANY in wanted or _fits(world, wanted, given, known)


def _above(world: World, one: Atom | Value) -> Iterator[Atom | Value]:
    """What a class or a value is one of."""
    if isinstance(one, Value):
        yield Atom(one.kind)
        return
    for base in world.bases.get(one.name, ()):
        yield from term(base)
    if one == ANY:
        yield HELD
    if one.name in ABOVE:
        yield from term(ABOVE[one.name])
    if one.name in world.dicts:
        yield from term("Mapping[str, object]")
        yield from term("Mapping[str, Any]")
    if one.name in WIDER:
        yield Atom(WIDER[one.name], one.arguments)
    if one.name == "tuple":
        yield Atom("Sequence", (frozenset[Atom | Value]().union(*one.arguments),))


def _held(read: Term) -> Term:
    """The term with every Any as what it was used as."""
    return frozenset(
        (
            HELD
            if one == ANY
            else Atom(one.name, tuple(map(_held, one.arguments))) if isinstance(one, Atom) else one
        )
        for one in read
    )


def _loose(read: Term) -> Term:
    """The term with each Any beside other members of a union as one that type checkers let pass."""
    return frozenset(
        (
            Atom(one.name, tuple(map(_loose, one.arguments)))
            if isinstance(one, Atom) and one.arguments
            else LOOSE if one == ANY and len(read) > 1 else one
        )
        for one in read
    )


def _open(world: World, closed: Term) -> Term:
    found: set[Atom | Value] = set()
    seen: set[str] = set()
    todo = list(closed)
    while todo:
        one = todo.pop()
        if isinstance(one, Atom) and one.name in world.aliases:
            if one.name not in seen:
                seen.add(one.name)
                todo.extend(term(world.aliases[one.name]))
        else:
            found.add(one)
    return frozenset(found)
