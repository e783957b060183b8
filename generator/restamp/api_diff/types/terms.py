"""Types as terms: the set of alternatives of a type, to decide assignability."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import assert_never

from restamp.python.types.public import (
    Container,
    Generic,
    Literals,
    Model,
    PublicType,
    Simple,
    Tagged,
    Union,
    Value,
    models_in,
)
from restamp.records import dataclass


class Read(Enum):
    """A marker that replaces `Any` in the type of a value that callers read."""

    USED = "used"
    """The value was used as any type: only another `Any` is compatible."""
    LOOSE = "loose"
    """A member of a union: compatible with every type."""


Head = Simple | Container | Model | Read


@dataclass(frozen=True, slots=True)
class Atom:
    """A class, or a generic class with its arguments."""

    head: Head
    arguments: tuple[Term, ...] = ()


Term = frozenset[Atom | Value]
"""The alternatives of a type."""

ANY = Atom(Simple.ANY)


@cache
def term(type_: PublicType) -> Term:
    """Convert a type to a term."""
    match type_:
        case Simple() | Model():
            return frozenset({Atom(type_)})
        case Literals(values):
            return frozenset(values)
        case Union(members):
            return frozenset[Atom | Value]().union(*map(term, members))
        case Generic(container, arguments):
            return frozenset({Atom(container, tuple(map(term, arguments)))})
        case Tagged(inner):
            return term(inner)
        case _:
            assert_never(type_)


def alike(before: PublicType, after: PublicType) -> bool:
    """Whether two types are equal apart from the order of their unions."""
    return before == after or term(before) == term(after)


def symbols(type_: PublicType | None) -> frozenset[str]:
    """The qualified names of the models in a type."""
    return (
        frozenset(model.symbol for model in models_in(type_)) if type_ is not None else frozenset()
    )
