"""Aliases that exist in one version only; calls do not change if the same type is used inline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.api_diff.surface.surface import Alias, Class, Surface
from restamp.api_diff.types.fits import TypeEnvironment
from restamp.api_diff.types.terms import symbols
from restamp.python.types.public import PublicType


def environment_of(old: Surface, new: Surface) -> TypeEnvironment:
    """The types of the new package, plus the aliases that only the old package has."""
    lacking = {
        symbol: type_
        for symbol, type_ in old.environment.aliases.items()
        if symbol not in new.declared
    }
    return (
        replace(new.environment, aliases={**lacking, **new.environment.aliases})
        if lacking
        else new.environment
    )


def inlined_aliases(old: Surface, new: Surface) -> frozenset[str]:
    """Removed aliases whose type is now used inline everywhere the alias was used."""
    environment = environment_of(old, new)
    lacking = environment.aliases.keys() - new.environment.aliases.keys()
    if not lacking:
        return frozenset()
    removed = {name: environment.aliases[name] for name in lacking}
    return frozenset(
        name
        for before, after in _type_pairs(old, new)
        for name in _within(before, removed)
        if after is not None
        and name not in symbols(after)
        and environment.is_output_compatible(before, after)
        and environment.is_input_compatible(before, after)
    )


def _within(type_: PublicType, aliases: Mapping[str, PublicType]) -> set[str]:
    """The aliases that a type refers to, directly or through other aliases."""
    names: set[str] = set()
    todo = [type_]
    while todo:
        fresh = (symbols(todo.pop()) & aliases.keys()) - names
        names |= fresh
        todo += (aliases[name] for name in fresh)
    return names


def _type_pairs(old: Surface, new: Surface) -> Iterator[tuple[PublicType, PublicType | None]]:
    """Pairs of types of everything that both versions have; None where the new version lacks it."""
    for symbol, call in old.calls.items():
        later = new.calls.get(symbol)
        if later is not None:
            arguments = {argument.name: argument.type for argument in later.arguments}
            for argument in call.arguments:
                yield argument.type, arguments.get(argument.name)
            for variant, result in call.results.items():
                yield result, later.results.get(variant)
    for symbol, declared in old.declared.items():
        match declared, new.declared.get(symbol):
            case Class(), Class() as other:
                fields = {attribute.name: attribute.type for attribute in other.attributes}
                for attribute in declared.attributes:
                    yield attribute.type, fields.get(attribute.name)
            case Alias(), Alias() as other:
                yield declared.type, other.type
            case _:
                pass
    for symbol, output in old.outputs.items():
        if symbol in new.outputs:
            yield output.type, new.outputs[symbol].type
