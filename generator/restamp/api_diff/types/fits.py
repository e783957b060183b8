"""Whether all that one term stands for is taken where another is asked for, as type checkers have it (PEP 483).

Lists and dicts are invariant; sequences, mappings and tuples are covariant; `Any` is taken for the widest type of
all, and not for one that fits everywhere: who held an `Any` may have used it as whatever he pleased.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from restamp.api_diff.types.terms import ANY, Atom, Head, Read, Term, term
from restamp.python.types.public import (
    Container,
    Generic,
    Model,
    PublicType,
    Simple,
    Value,
    mapping_of,
    union_of,
)

USED = Atom(Read.USED)
LOOSE = Atom(Read.LOOSE)
SUPERTYPES: Mapping[Simple, PublicType] = {
    Simple.BOOL: Simple.INT,
    Simple.INT: Simple.FLOAT,
    Simple.DATE_TIME: Simple.STANDARD_DATETIME,
    Simple.STANDARD_DATETIME: union_of((Simple.STANDARD_DATE, Simple.DATE_TIME)),
    Simple.DATE: Simple.STANDARD_DATE,
    Simple.STANDARD_DATE: Simple.DATE,
    Simple.TIME: Simple.STANDARD_TIME,
    Simple.STANDARD_TIME: Simple.TIME,
    Simple.STR: Generic(Container.SEQUENCE, (Simple.STR,)),
    Simple.CREDENTIAL: Simple.ACCESS_TOKEN,
    Simple.BASE64: Simple.BYTES,
    Simple.BASE64URL: Simple.BYTES,
    Simple.BYTES: union_of((Simple.BASE64, Simple.BASE64URL, Simple.FILE)),
    Simple.DURATION: Simple.TIMEDELTA,
    Simple.TIMEDELTA: Simple.DURATION,
    Simple.DECIMAL_NUMBER: Simple.DECIMAL,
    Simple.DECIMAL_TEXT: Simple.DECIMAL,
    Simple.DECIMAL: union_of((Simple.DECIMAL_NUMBER, Simple.DECIMAL_TEXT)),
}
"""Classes right above a class, and what is the same by another name."""
COVARIANT = frozenset({Container.SEQUENCE, Container.MAPPING, Container.TUPLE, Container.STREAM})
WIDER: Mapping[Head, Container] = {
    Container.LIST: Container.SEQUENCE,
    Container.DICT: Container.MAPPING,
}
"""The covariant generic above one that is not."""

Known = frozenset[tuple[Term, Term]]


@dataclass(frozen=True, slots=True)
class World:
    """What the names of one version of a package mean."""

    bases: Mapping[str, tuple[PublicType, ...]] = field(
        default_factory=dict[str, tuple[PublicType, ...]]
    )
    """What each class inherits from, by its name as a caller writes it."""
    aliases: Mapping[str, PublicType] = field(default_factory=dict[str, PublicType])
    """What each alias stands for."""
    dicts: frozenset[str] = frozenset()
    """The types of dicts."""

    def gives(self, before: PublicType, after: PublicType) -> bool:
        """Whether who read what is `before` may go on when it is `after`."""
        return _fits(self, _loose(term(after)), _used(term(before)), frozenset())

    def takes(self, before: PublicType, after: PublicType) -> bool:
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
        and other.head == one.head
        and len(other.arguments) == len(one.arguments)
        and all(
            _fits(world, mine, theirs, known)
            and (one.head in COVARIANT or _fits_back(world, mine, theirs, known))
            for mine, theirs in zip(one.arguments, other.arguments, strict=True)
        )
        for other in wanted
    )


def _fits_back(world: World, given: Term, wanted: Term, known: Known) -> bool:
    """The other half of invariance; to type checkers, Any in place of anything is no difference."""
    return ANY in wanted or _fits(world, wanted, given, known)


def _above(world: World, one: Atom | Value) -> Iterator[Atom | Value]:
    """What a class or a value is one of."""
    match one:
        case Value(type=type_):
            yield Atom(type_)
        case Atom(Model() as model):
            for base in world.bases.get(model.symbol, ()):
                yield from term(base)
            if model.symbol in world.dicts:
                yield from term(mapping_of(Simple.OBJECT))
                yield from term(mapping_of(Simple.ANY))
        case Atom(Simple.ANY):
            yield USED
        case Atom(Simple() as simple) if simple in SUPERTYPES:
            yield from term(SUPERTYPES[simple])
        case Atom(Container.TUPLE, arguments):
            items = frozenset[Atom | Value]().union(*arguments)
            yield Atom(Container.SEQUENCE, (items,))
        case Atom(head, arguments) if head in WIDER:
            yield Atom(WIDER[head], arguments)
        case _:
            return


def _used(read: Term) -> Term:
    """The term with every Any as what it was used as."""
    return frozenset(
        (
            USED
            if one == ANY
            else Atom(one.head, tuple(map(_used, one.arguments))) if isinstance(one, Atom) else one
        )
        for one in read
    )


def _loose(read: Term) -> Term:
    """The term with each Any beside other members of a union as one that type checkers let pass."""
    return frozenset(
        (
            Atom(one.head, tuple(map(_loose, one.arguments)))
            if isinstance(one, Atom) and one.arguments
            else LOOSE if one == ANY and len(read) > 1 else one
        )
        for one in read
    )


def _open(world: World, closed: Term) -> Term:
    """The term with the meanings of its aliases."""
    found: set[Atom | Value] = set()
    seen: set[str] = set()
    todo = list(closed)
    while todo:
        one = todo.pop()
        symbol = one.head.symbol if isinstance(one, Atom) and isinstance(one.head, Model) else ""
        if symbol not in world.aliases:
            found.add(one)
        elif symbol not in seen:
            seen.add(symbol)
            todo.extend(term(world.aliases[symbol]))
    return frozenset(found)
