"""Aliases that one side does not have: they lost their names, which means nothing to calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.api_diff.surface.surface import Alias, Class, Surface
from restamp.api_diff.types.fits import World
from restamp.api_diff.types.terms import symbols
from restamp.python.types.public import PublicType


def world_of(old: Surface, new: Surface) -> World:
    """What names mean in the new package; of the aliases that it lacks, what they meant in the old one."""
    lacking = {
        symbol: type_ for symbol, type_ in old.world.aliases.items() if symbol not in new.declared
    }
    return replace(new.world, aliases={**lacking, **new.world.aliases}) if lacking else new.world


def written_out(old: Surface, new: Surface) -> frozenset[str]:
    """The aliases whose meaning stands where their names stood."""
    world = world_of(old, new)
    lacking = world.aliases.keys() - new.world.aliases.keys()
    if not lacking:
        return frozenset()
    meanings = {name: world.aliases[name] for name in lacking}
    return frozenset(
        name
        for before, after in _places(old, new)
        for name in _within(before, meanings)
        if after is not None
        and name not in symbols(after)
        and world.gives(before, after)
        and world.takes(before, after)
    )


def _within(type_: PublicType, aliases: Mapping[str, PublicType]) -> set[str]:
    """Those of the aliases that a type names, and those that they name."""
    found: set[str] = set()
    todo = [type_]
    while todo:
        fresh = (symbols(todo.pop()) & aliases.keys()) - found
        found |= fresh
        todo += (aliases[name] for name in fresh)
    return found


def _places(old: Surface, new: Surface) -> Iterator[tuple[PublicType, PublicType | None]]:
    """The types of what both sides have."""
    for symbol, call in old.calls.items():
        later = new.calls.get(symbol)
        if later is not None:
            arguments = {argument.name: argument.type for argument in later.arguments}
            for argument in call.arguments:
                yield argument.type, arguments.get(argument.name)
            for way, answer in call.answers.items():
                yield answer, later.answers.get(way)
    for symbol, held in old.declared.items():
        match held, new.declared.get(symbol):
            case Class(), Class() as other:
                fields = {attribute.name: attribute.type for attribute in other.attributes}
                for attribute in held.attributes:
                    yield attribute.type, fields.get(attribute.name)
            case Alias(), Alias() as other:
                yield held.type, other.type
            case _:
                pass
    for symbol, reader in old.readers.items():
        if symbol in new.readers:
            yield reader.type, new.readers[symbol].type
