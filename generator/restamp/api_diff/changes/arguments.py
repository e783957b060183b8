"""What changes in the arguments of a call, or of the client."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from restamp.api_diff.changes.findings import Finding, Level, Place
from restamp.api_diff.changes.judging import GIVEN
from restamp.api_diff.changes.notes import deprecation, noted
from restamp.api_diff.surface.surface import Argument, Call
from restamp.api_diff.types.fits import World
from restamp.api_diff.types.notation import default_text
from restamp.api_diff.types.terms import alike


def compare_arguments(before: Call, after: Call, world: World) -> Iterator[Finding]:
    """The findings about the arguments of an operation."""
    places = Place(before.at), Place(after.at)
    yield from _Pair(before.symbol, *places, world).compared(before.arguments, after.arguments)


def renamed_credentials(before: Sequence[Argument], after: Sequence[Argument]) -> dict[str, str]:
    """What the arguments of the client are called now, of those that have another name."""
    now = {argument.wire: argument.name for argument in after}
    return {
        argument.name: now[argument.wire]
        for argument in before
        if argument.wire in now and now[argument.wire] != argument.name
    }


def compare_credentials(
    before: Sequence[Argument], after: Sequence[Argument], world: World
) -> Iterator[Finding]:
    """The findings about the arguments of the client."""
    yield from _Pair("Client", Place("#"), Place("#"), world).compared(before, after)


@dataclass(frozen=True, slots=True)
class _Pair:
    owner: str
    old: Place
    new: Place
    world: World

    def symbol(self, argument: Argument) -> str:
        return f"{self.owner}({argument.name})"

    def compared(self, before: Sequence[Argument], after: Sequence[Argument]) -> Iterator[Finding]:
        had = {argument.name: argument for argument in before}
        has = {argument.name: argument for argument in after}
        come = [argument for argument in after if argument.name not in had]
        travelling = {a.wire: a for a in come if a.wire}
        placed = {a.place: a for a in come}
        now = {a.wire: a for a in after if a.wire}
        renamed: set[str] = set()
        for name, argument in had.items():
            if name in has:
                same = now.get(argument.wire, has[name])
                if same.name != name:
                    yield self._swapped(argument, has[name], same.name)
                yield from self._both(argument, has[name], after)
                continue
            other = travelling.get(argument.wire) or (
                placed.get(argument.place) if argument.place is not None else None
            )
            if other is not None:
                renamed.add(other.name)
            yield Finding(
                "argument-removed" if other is None else "argument-renamed",
                self.symbol(argument),
                "removed" if other is None else f"is called {other.name} now",
                level=Level.BREAKING,
                why="who gives it by its name is refused",
                before=argument.type,
                after="" if other is None else other.type,
                old=Place(argument.at),
                new=self.new if other is None else Place(other.at),
            )
        for name, argument in has.items():
            if name not in had and name not in renamed:
                yield self._added(argument)

    def _swapped(self, before: Argument, after: Argument, new_name: str) -> Finding:
        return Finding(
            "argument-swapped",
            self.symbol(before),
            f"is another argument now: the one that it was is called {new_name}",
            Level.BREAKING,
            "who gives it by its name gives it for another",
            before.wire,
            after.wire,
            Place(before.at),
            Place(after.at),
            seen_by_checkers=False,
        )

    def _added(self, argument: Argument) -> Finding:
        is_needed = argument.default is None
        return Finding(
            "argument-added",
            self.symbol(argument),
            "added, and required" if is_needed else "added",
            Level.broken(is_needed),
            "every call has to give it" if is_needed else "no call has to give it",
            after=argument.type,
            old=self.old,
            new=Place(argument.at),
        )

    def _moved(self, before: Argument, after: Argument, now: Sequence[Argument]) -> Finding:
        there = next((argument for argument in now if argument.place == before.place), None)
        why = "who gives it without its name gives it for another"
        if before.wire == after.wire and before.wire.startswith("path "):
            why += "; who gives it by its name has it sent in another place of the path"
        unseen = there is not None and self.world.takes(before.type, there.type)
        return Finding(
            "argument-place",
            self.symbol(before),
            "has another place among the arguments",
            Level.BREAKING,
            why,
            _ordinal(before.place),
            _ordinal(after.place),
            Place(before.at),
            Place(after.at),
            seen_by_checkers=not unseen,
        )

    def _both(
        self, before: Argument, after: Argument, now: Sequence[Argument]
    ) -> Iterator[Finding]:
        symbol = self.symbol(before)
        places = (Place(before.at), Place(after.at))
        if before.place is not None and after.place != before.place:
            yield self._moved(before, after, now)
        verdict = GIVEN.verdict(self.world, before.type, after.type)
        types = (before.type, after.type)
        if before.default is not None and after.default is None:
            why = "every call has to give it"
            yield Finding(
                "argument-required", symbol, "is now required", Level.BREAKING, why, *types, *places
            )
        elif before.default is None and after.default is not None:
            said = "is now optional"
            yield Finding(
                "argument-optional", symbol, said, verdict.level, verdict.why, *types, *places
            )
        elif not alike(before.type, after.type):
            said = "takes another type"
            yield Finding(
                "argument-type", symbol, said, verdict.level, verdict.why, *types, *places
            )
        elif before.default != after.default:
            texts = (default_text(before.default), default_text(after.default))
            yield Finding(
                "argument-default",
                symbol,
                "has another default",
                Level.HARMLESS,
                "",
                *texts,
                *places,
            )
        if _way(before) != _way(after):
            why = "the client does it: calls stay as they are"
            texts = (before.travel, after.travel)
            yield Finding(
                "argument-moved", symbol, "travels otherwise", Level.HARMLESS, why, *texts, *places
            )
        yield from noted(symbol, before.notes, after.notes, *places)
        yield from deprecation(symbol, before.deprecated, after.deprecated, *places)


def _way(argument: Argument) -> str:
    """How an argument travels; the name of a path's parameter is in the template only, and never sent."""
    if argument.wire.startswith("path "):
        return "path" + argument.travel.removeprefix(argument.wire)
    return argument.travel


def _ordinal(place: int | None) -> str:
    return "by name only" if place is None else f"number {place + 1}"
