"""Assignability of one type to another, by the rules of type checkers (PEP 483).

Lists and dicts are invariant; sequences, mappings and tuples are covariant; `Any` counts as the widest type,
not as one that is compatible with everything: callers may have used an `Any` value as any type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

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
from restamp.records import dataclass

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
"""Direct base classes, and equivalent types under other names."""
COVARIANT = frozenset(
    {Container.SEQUENCE, Container.MAPPING, Container.TUPLE, Container.STREAM, Container.ITEMS}
)
WIDER: Mapping[Head, Container] = {
    Container.LIST: Container.SEQUENCE,
    Container.DICT: Container.MAPPING,
    Container.SEQUENCE: Container.ITEMS,
}
"""The wider covariant generic that a generic is a subtype of."""

Known = frozenset[tuple[Term, Term]]


@dataclass(frozen=True, slots=True)
class TypeEnvironment:
    """What the type names of one version of a package mean."""

    bases: Mapping[str, tuple[PublicType, ...]] = field(
        default_factory=dict[str, tuple[PublicType, ...]]
    )
    """Base classes by qualified class name, such as `models.Pet`."""
    aliases: Mapping[str, PublicType] = field(default_factory=dict[str, PublicType])
    """The type of each alias."""
    dicts: frozenset[str] = frozenset()
    """Names of typed dicts."""

    def is_output_compatible(self, before: PublicType, after: PublicType) -> bool:
        """Whether code that reads a value of type `before` still type-checks when it is `after`."""
        return _is_assignable(self, _loose(term(after)), _used(term(before)), frozenset())

    def is_input_compatible(self, before: PublicType, after: PublicType) -> bool:
        """Whether every value accepted for `before` is accepted for `after`."""
        return _is_assignable(self, term(before), term(after), frozenset())


def _is_assignable(environment: TypeEnvironment, source: Term, target: Term, known: Known) -> bool:
    if source <= target or target & {ANY, LOOSE} or (source, target) in known:
        return True
    # Aliases may be recursive: assume that the pair in question is assignable.
    known |= {(source, target)}
    accepted = _resolved(environment, target)
    return all(
        _is_atom_assignable(environment, one, accepted, known)
        for one in _resolved(environment, source)
    )


def _is_atom_assignable(
    environment: TypeEnvironment, one: Atom | Value, wanted: Term, known: Known
) -> bool:
    if one in wanted or one == LOOSE or wanted & {ANY, LOOSE}:
        return True
    if isinstance(one, Atom) and one.arguments and _same_class(environment, one, wanted, known):
        return True
    above = frozenset(_above(environment, one)) - {one}
    return any(_is_atom_assignable_via(environment, each, wanted, known) for each in above)


def _is_atom_assignable_via(
    environment: TypeEnvironment, one: Atom | Value, wanted: Term, known: Known
) -> bool:
    step = frozenset({one}), wanted
    return step not in known and _is_atom_assignable(environment, one, wanted, known | {step})


def _same_class(environment: TypeEnvironment, one: Atom, wanted: Term, known: Known) -> bool:
    return any(
        isinstance(other, Atom)
        and other.head == one.head
        and len(other.arguments) == len(one.arguments)
        and all(
            _is_assignable(environment, mine, theirs, known)
            and (one.head in COVARIANT or _is_assignable_back(environment, mine, theirs, known))
            for mine, theirs in zip(one.arguments, other.arguments, strict=True)
        )
        for other in wanted
    )


def _is_assignable_back(
    environment: TypeEnvironment, source: Term, target: Term, known: Known
) -> bool:
    """The reverse check of invariance; type checkers treat Any as equal to any type."""
    return ANY in target or _is_assignable(environment, target, source, known)


def _above(environment: TypeEnvironment, one: Atom | Value) -> Iterator[Atom | Value]:
    """The supertypes of a class or a literal value."""
    match one:
        case Value(type=type_):
            yield Atom(type_)
        case Atom(Model() as model):
            for base in environment.bases.get(model.symbol, ()):
                yield from term(base)
            if model.symbol in environment.dicts:
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
    """The term with every Any replaced by `USED`."""
    return frozenset(
        (
            USED
            if one == ANY
            else Atom(one.head, tuple(map(_used, one.arguments))) if isinstance(one, Atom) else one
        )
        for one in read
    )


def _loose(read: Term) -> Term:
    """The term with each Any that is a union member replaced by `LOOSE`."""
    return frozenset(
        (
            Atom(one.head, tuple(map(_loose, one.arguments)))
            if isinstance(one, Atom) and one.arguments
            else LOOSE if one == ANY and len(read) > 1 else one
        )
        for one in read
    )


def _resolved(environment: TypeEnvironment, closed: Term) -> Term:
    """The term with its aliases resolved."""
    resolved: set[Atom | Value] = set()
    seen: set[str] = set()
    todo = list(closed)
    while todo:
        one = todo.pop()
        symbol = one.head.symbol if isinstance(one, Atom) and isinstance(one.head, Model) else ""
        if symbol not in environment.aliases:
            resolved.add(one)
        elif symbol not in seen:
            seen.add(symbol)
            todo.extend(term(environment.aliases[symbol]))
    return frozenset(resolved)
