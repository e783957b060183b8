"""Aliases that are defined by themselves: `A` is `B` or text, and `B` is `A` or null."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.ir.declarations import AliasDecl
from restamp.ir.types import ANY, NULL, Named, Nullable, OneOf, Type
from restamp.lower.context import Lowering
from restamp.lower.schemas.unions import joined


def open_circles(lowering: Lowering) -> None:
    """Rewrite every alias that leads to itself with nothing around it.

    A value is of such a type if it is of one of the others in the circle: those are what is left.
    Where there are none, the schema says nothing, and any value will do (`schema-circular`).
    """
    aliases = {id_: d for id_, d in lowering.declarations.items() if isinstance(d, AliasDecl)}
    reached = {id_: _reached(id_, aliases) for id_ in sorted(aliases)}
    for id_, found in reached.items():
        if id_ not in found:
            continue
        circle = {other for other in found if id_ in reached[other]}
        left = [type_ for other in sorted(circle) for type_ in _left(aliases[other].type, circle)]
        if not left:
            message = "this schema is nothing but itself, and so says nothing; taken as any"
            lowering.widen("schema-circular", message, id_)
        lowering.declarations[id_] = replace(aliases[id_], type=joined(left) if left else ANY)


def _reached(start: str, aliases: Mapping[str, AliasDecl]) -> frozenset[str]:
    """The aliases that an alias is the same as, or a union with."""
    found: set[str] = set()
    todo = [start]
    while todo:
        for part in _flat(aliases[todo.pop()].type):
            if isinstance(part, Named) and part.id in aliases and part.id not in found:
                found.add(part.id)
                todo.append(part.id)
    return frozenset(found)


def _left(type_: Type, circle: set[str]) -> Iterator[Type]:
    return (part for part in _flat(type_) if not (isinstance(part, Named) and part.id in circle))


def _flat(type_: Type) -> Iterator[Type]:
    match type_:
        case Nullable(item):
            yield NULL
            yield from _flat(item)
        case OneOf(members):
            for member in members:
                yield from _flat(member)
        case _:
            yield type_
