"""Annotations as terms: sets of what a value may be, for the question whether one takes all that another does."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Atom:
    """A class, or a generic one with its arguments: `int`, `models.Pet`, `list[str]`."""

    name: str
    arguments: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a `Literal`; its kind keeps True and 1 apart."""

    kind: str
    value: str | int | None


Term = frozenset[Atom | Value]
"""What a value may be: one of these."""

ANY = Atom("Any")
NONE = Atom("None")
QUALIFIERS = frozenset({"Annotated", "Required", "NotRequired"})
"""What stands around a type without changing what it takes."""


@cache
def term(annotation: str) -> Term:
    """The term of an annotation as `restamp.python.types.annotations` writes it."""
    return _term(ast.parse(annotation.strip(), mode="eval").body)


def alike(before: str, after: str) -> bool:
    """Whether two annotations mean the same: what unions list in another order, and what is said beside the types."""
    return before == after or term(before) == term(after)


def names(annotation: str) -> frozenset[str]:
    """The names of all classes and aliases in an annotation; none in an empty one."""
    return _names(term(annotation)) if annotation else frozenset()


def _names(closed: Term) -> frozenset[str]:
    atoms = [one for one in closed if isinstance(one, Atom)]
    inner = (_names(argument) for atom in atoms for argument in atom.arguments)
    return frozenset(atom.name for atom in atoms).union(*inner)


def arguments(annotation: str) -> list[str]:
    """The arguments of a generic annotation, as text: of `Request[A, B]` A and B."""
    body = ast.parse(f"_[{annotation}]", mode="eval").body
    if not isinstance(body, ast.Subscript):
        raise TypeError(annotation)
    return [ast.unparse(part) for part in _parts(body.slice)]


def _term(node: ast.expr) -> Term:
    match node:
        case ast.BinOp(left, ast.BitOr(), right):
            return _term(left) | _term(right)
        case ast.Subscript(head, inner):
            return _generic(ast.unparse(head), _parts(inner))
        case ast.Constant(None):
            return frozenset({NONE})
        case ast.Constant(str() as quoted):
            return term(quoted)
        case _:
            return frozenset({Atom(ast.unparse(node))})


def _generic(name: str, parts: list[ast.expr]) -> Term:
    if name in QUALIFIERS:
        return _term(parts[0])
    if name == "Union":
        return frozenset[Atom | Value]().union(*map(_term, parts))
    if name == "Literal":
        return frozenset(_value(part) for part in parts)
    return frozenset({Atom(name, tuple(map(_term, parts)))})


def _parts(node: ast.expr) -> list[ast.expr]:
    return list(node.elts) if isinstance(node, ast.Tuple) else [node]


def _value(node: ast.expr) -> Value:
    value: object = ast.literal_eval(node)
    if not isinstance(value, str | int):
        raise TypeError(value)
    return Value(type(value).__name__, value)
