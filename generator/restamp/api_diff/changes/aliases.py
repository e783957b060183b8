"""Aliases that one side does not have: they lost their names, which means nothing to calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.api_diff.surface.surface import Alias, Class, Surface
from restamp.api_diff.types.fits import World
from restamp.api_diff.types.terms import names


def world_of(old: Surface, new: Surface) -> World:
    """What names mean in the new package; of the aliases that it lacks, what they meant in the old one."""
    lacking = {
        symbol: annotation
        for symbol, annotation in old.world.aliases.items()
        if symbol not in new.declared
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
        if name not in names(after) and world.gives(before, after) and world.takes(before, after)
    )


def _within(annotation: str, aliases: Mapping[str, str]) -> set[str]:
    """Those of the aliases that an annotation names, and those that they name."""
    found: set[str] = set()
    todo = [annotation]
    while todo:
        fresh = (names(todo.pop()) & aliases.keys()) - found
        found |= fresh
        todo += (aliases[name] for name in fresh)
    return found


def _places(old: Surface, new: Surface) -> Iterator[tuple[str, str]]:
    """The annotations of what both sides have."""
    for symbol, call in old.calls.items():
        later = new.calls.get(symbol)
        if later is not None:
            arguments = {argument.name: argument.annotation for argument in later.arguments}
            for argument in call.arguments:
                yield argument.annotation, arguments.get(argument.name, "")
            for way, answer in call.answers.items():
                yield answer, later.answers.get(way, "")
    for symbol, held in old.declared.items():
        match held, new.declared.get(symbol):
            case Class(), Class() as other:
                fields = {attribute.name: attribute.annotation for attribute in other.attributes}
                for attribute in held.attributes:
                    yield attribute.annotation, fields.get(attribute.name, "")
            case Alias(), Alias() as other:
                yield held.annotation, other.annotation
            case _:
                pass
    for symbol, reader in old.readers.items():
        if symbol in new.readers:
            yield reader.annotation, new.readers[symbol].annotation
