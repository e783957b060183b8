"""Declarations that have another name in the new version: those at the same place of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from restamp.api_diff.changes.findings import Finding, Level, Place
from restamp.api_diff.surface.surface import (
    Alias,
    Argument,
    Attribute,
    Call,
    Class,
    Declared,
    Enumeration,
    Surface,
    environment_of,
)
from restamp.python.types.public import (
    Generic,
    Literals,
    Model,
    PublicType,
    Simple,
    Tagged,
    Union,
)
from restamp.records import dataclass

_Place = tuple[str, type[Declared], bool]


@dataclass(frozen=True, slots=True)
class Renames:
    """The declarations with other names."""

    names: Mapping[str, str]
    """New symbols by old ones."""

    @classmethod
    def of(cls, old: Surface, new: Surface) -> Renames:
        """Match what only one version has, by place and kind."""
        before = _alone(old.declared, new.declared)
        after = _alone(new.declared, old.declared)
        return cls({before[place]: after[place] for place in before.keys() & after.keys()})

    def findings(self, old: Surface, new: Surface) -> Iterator[Finding]:
        """One for each; none for the typed dict of a model that has one."""
        models = {old.declared[symbol].at for symbol in self.names if not _is_dict(old, symbol)}
        for symbol, name in sorted(self.names.items()):
            if _is_dict(old, symbol) and old.declared[symbol].at in models:
                continue
            places = Place(old.declared[symbol].at), Place(new.declared[name].at)
            kind, why = (
                _KINDS[_place(old.declared[symbol])[1:]],
                "code that uses this name will break",
            )
            message = f"renamed to {name}"
            yield Finding(kind, symbol, message, Level.BREAKING, why, "", "", *places)

    def applied(self, surface: Surface) -> Surface:
        """A surface with the new names."""
        if not self.names:
            return surface
        declared = {self._name(s): self._declared(one) for s, one in surface.declared.items()}
        return replace(
            surface,
            calls={symbol: self._call(call) for symbol, call in surface.calls.items()},
            declared=declared,
            outputs={
                symbol: replace(output, type=self._type(output.type))
                for symbol, output in surface.outputs.items()
            },
            received=frozenset(map(self._name, surface.received)),
            sent=frozenset(map(self._name, surface.sent)),
            environment=environment_of(declared),
        )

    def _name(self, symbol: str) -> str:
        return self.names.get(symbol, symbol)

    def _call(self, call: Call) -> Call:
        return replace(
            call,
            arguments=tuple(map(self._argument, call.arguments)),
            results={variant: self._type(type_) for variant, type_ in call.results.items()},
            statuses={status: self._type(type_) for status, type_ in call.statuses.items()},
        )

    def _argument(self, argument: Argument) -> Argument:
        return replace(argument, type=self._type(argument.type))

    def _declared(self, declared: Declared) -> Declared:
        symbol = self._name(declared.symbol)
        match declared:
            case Class():
                return replace(
                    declared,
                    symbol=symbol,
                    attributes=tuple(map(self._attribute, declared.attributes)),
                    bases=tuple(map(self._name, declared.bases)),
                    mro=tuple(map(self._name, declared.mro)),
                    extra=None if declared.extra is None else self._type(declared.extra),
                )
            case Enumeration():
                return replace(declared, symbol=symbol)
            case Alias():
                return replace(declared, symbol=symbol, type=self._type(declared.type))

    def _attribute(self, attribute: Attribute) -> Attribute:
        return replace(
            attribute, type=self._type(attribute.type), owner=self._name(attribute.owner)
        )

    def _type(self, type_: PublicType) -> PublicType:
        match type_:
            case Simple() | Literals():
                return type_
            case Model():
                name = self.names.get(type_.symbol)
                return type_ if name is None else Model.of(name)
            case Generic(container, arguments):
                return Generic(container, tuple(map(self._type, arguments)))
            case Union(members):
                return Union(tuple(map(self._type, members)))
            case Tagged(inner, discriminator):
                return Tagged(self._type(inner), discriminator)
            case _:
                assert_never(type_)


_KINDS: Mapping[tuple[type[Declared], bool], str] = {
    (Class, False): "model-renamed",
    (Class, True): "dict-renamed",
    (Enumeration, False): "enum-renamed",
    (Alias, False): "type-renamed",
}


def _alone(declared: Mapping[str, Declared], other: Mapping[str, Declared]) -> dict[_Place, str]:
    """The only declaration of its kind at each place that the other version has no name of."""
    symbols: dict[_Place, list[str]] = {}
    for symbol, one in declared.items():
        symbols.setdefault(_place(one), []).append(symbol)
    return {
        place: listed[0]
        for place, listed in symbols.items()
        if len(listed) == 1 and listed[0] not in other
    }


def _is_dict(surface: Surface, symbol: str) -> bool:
    return _place(surface.declared[symbol])[2]


def _place(declared: Declared) -> _Place:
    return declared.at, type(declared), isinstance(declared, Class) and declared.is_dict
