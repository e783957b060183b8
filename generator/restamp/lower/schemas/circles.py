"""Break cycles of aliases: `A` is `B` or a string, and `B` is `A` or null."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.ir.declarations import AliasDecl
from restamp.ir.types import ANY, NULL, Named, Nullable, OneOf, Type
from restamp.lower.context import Lowering
from restamp.lower.schemas.unions import union_of


def break_alias_cycles(lowering: Lowering) -> None:
    """Rewrite aliases that refer to themselves directly or through other aliases.

    A cycle of aliases is the union of all its other members. If there are none, the type is any
    (`schema-circular`).
    """
    aliases = {id_: d for id_, d in lowering.declarations.items() if isinstance(d, AliasDecl)}
    reached = {id_: _reachable_aliases(id_, aliases) for id_ in sorted(aliases)}
    for id_, reached_ids in reached.items():
        if id_ not in reached_ids:
            continue
        cycle = {other for other in reached_ids if id_ in reached[other]}
        members = [
            type_ for other in sorted(cycle) for type_ in _other_members(aliases[other].type, cycle)
        ]
        if not members:
            message = "this schema only refers to itself; treated as any"
            lowering.widen("schema-circular", message, id_)
        lowering.declarations[id_] = replace(
            aliases[id_], type=union_of(members) if members else ANY
        )


def _reachable_aliases(start: str, aliases: Mapping[str, AliasDecl]) -> frozenset[str]:
    """The aliases that an alias equals or has as members of its union."""
    ids: set[str] = set()
    pending = [start]
    while pending:
        for part in _flattened(aliases[pending.pop()].type):
            if isinstance(part, Named) and part.id in aliases and part.id not in ids:
                ids.add(part.id)
                pending.append(part.id)
    return frozenset(ids)


def _other_members(type_: Type, cycle: set[str]) -> Iterator[Type]:
    return (
        part for part in _flattened(type_) if not (isinstance(part, Named) and part.id in cycle)
    )


def _flattened(type_: Type) -> Iterator[Type]:
    match type_:
        case Nullable(item):
            yield NULL
            yield from _flattened(item)
        case OneOf(members):
            for member in members:
                yield from _flattened(member)
        case _:
            yield type_
