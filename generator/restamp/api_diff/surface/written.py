"""The locations of a surface, as written in a document that was upgraded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from restamp.api_diff.surface.surface import (
    Argument,
    Attribute,
    Call,
    Class,
    Declared,
    OutputType,
    Surface,
)

_Located = TypeVar("_Located", Argument, Attribute, Call, OutputType)


def surface_at(surface: Surface, written: Callable[[str], str]) -> Surface:
    """Replace every location of a surface."""

    def moved(one: _Located) -> _Located:
        return replace(one, at=written(one.at))

    def declared(one: Declared) -> Declared:
        if isinstance(one, Class):
            one = replace(one, attributes=tuple(map(moved, one.attributes)))
        return replace(one, at=written(one.at))

    return replace(
        surface,
        calls={
            symbol: replace(moved(call), arguments=tuple(map(moved, call.arguments)))
            for symbol, call in surface.calls.items()
        },
        declared={symbol: declared(one) for symbol, one in surface.declared.items()},
        outputs={symbol: moved(one) for symbol, one in surface.outputs.items()},
        credentials=tuple(map(moved, surface.credentials)),
    )
