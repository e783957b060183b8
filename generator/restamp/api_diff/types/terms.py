"""Types as terms: sets of what a value may be, for the question whether one takes all that another does."""

from __future__ import annotations

from dataclasses import dataclass
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


class Read(Enum):
    """In place of `Any` in the type of what is read."""

    USED = "used"
    """What it was used as: only another `Any` may be used like it."""
    LOOSE = "loose"
    """In a union: what it is read as is not asked."""


Head = Simple | Container | Model | Read


@dataclass(frozen=True, slots=True)
class Atom:
    """A class, or a generic one with its arguments."""

    head: Head
    arguments: tuple[Term, ...] = ()


Term = frozenset[Atom | Value]
"""What a value may be: one of these."""

ANY = Atom(Simple.ANY)


@cache
def term(type_: PublicType) -> Term:
    """The term of a type."""
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
    """Whether two types mean the same, whatever the order of their unions."""
    return before == after or term(before) == term(after)


def symbols(type_: PublicType | None) -> frozenset[str]:
    """The models that a type names, as callers write them."""
    return (
        frozenset(model.symbol for model in models_in(type_)) if type_ is not None else frozenset()
    )
