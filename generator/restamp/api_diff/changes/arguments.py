"""Compare the arguments of calls, and of the client."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from restamp.api_diff.changes.findings import Finding, Level, Place, removed_or_renamed
from restamp.api_diff.changes.judging import SENT
from restamp.api_diff.changes.notes import compare_deprecation, compare_notes
from restamp.api_diff.surface.surface import Argument, Call
from restamp.api_diff.types.fits import TypeEnvironment
from restamp.api_diff.types.notation import default_text
from restamp.api_diff.types.terms import alike
from restamp.names.parameters import EXTRA, FIELD
from restamp.python.types.public import NOTHING, UNSET
from restamp.records import dataclass

WHOLE = "body"
IN_BODY = frozenset({WHOLE, FIELD, EXTRA})
"""Locations of the arguments that a body is made of."""
IN_PATH = re.compile(r"\{([^{}]*)\}")


def compare_arguments(before: Call, after: Call, environment: TypeEnvironment) -> Iterator[Finding]:
    """Compare the arguments of an operation."""
    places = Place(before.at), Place(after.at)
    arguments = before.arguments, after.arguments
    forms = _form(before), _form(after)
    if forms[0] and forms[1] and forms[0] != forms[1]:
        yield Finding(
            "body-form",
            before.symbol,
            f"takes {forms[1]}",
            Level.BREAKING,
            "every call must pass the body in the other form",
            old=places[0],
            new=places[1],
        )
        arguments = _without_body(before), _without_body(after)
    yield from _Pair(before.symbol, *places, environment).compared(*arguments)
    yield from _in_other_segments(before, after)


def _form(call: Call) -> str:
    """How a call takes its body; empty if it has none."""
    places = {argument.wire.partition(" ")[0] for argument in call.arguments}
    if places.isdisjoint(IN_BODY):
        return ""
    return "its body as one argument" if WHOLE in places else "the fields of its body as arguments"


def _without_body(call: Call) -> tuple[Argument, ...]:
    return tuple(a for a in call.arguments if a.wire.partition(" ")[0] not in IN_BODY)


def _in_other_segments(before: Call, after: Call) -> Iterator[Finding]:
    """Path parameters that were exchanged while their arguments keep name and position."""
    if IN_PATH.sub("{}", before.key) != IN_PATH.sub("{}", after.key):
        return
    had, has = IN_PATH.findall(before.key), IN_PATH.findall(after.key)
    now = {argument.name: argument for argument in after.arguments}
    for argument in before.arguments:
        other, name = now.get(argument.name), argument.wire.removeprefix("path ")
        if name not in had or name not in has or had.index(name) == has.index(name):
            continue
        if other is None or (other.wire, other.position) != (argument.wire, argument.position):
            continue
        yield Finding(
            "argument-segment",
            f"{before.symbol}({argument.name})",
            "goes into a different part of the path",
            Level.BREAKING,
            "the same call requests a different URL",
            before.key,
            after.key,
            Place(argument.at),
            Place(other.at),
            seen_by_checkers=False,
        )


def renamed_credentials(before: Sequence[Argument], after: Sequence[Argument]) -> dict[str, str]:
    """New names of renamed client arguments, by old name."""
    now = {argument.wire: argument.name for argument in after}
    return {
        argument.name: now[argument.wire]
        for argument in before
        if argument.wire in now and now[argument.wire] != argument.name
    }


def compare_credentials(
    before: Sequence[Argument], after: Sequence[Argument], environment: TypeEnvironment
) -> Iterator[Finding]:
    """Compare the arguments of the client."""
    yield from _Pair("Client", Place("#"), Place("#"), environment).compared(before, after)


@dataclass(frozen=True, slots=True)
class _Pair:
    owner: str
    old: Place
    new: Place
    environment: TypeEnvironment

    def symbol(self, argument: Argument) -> str:
        return f"{self.owner}({argument.name})"

    def compared(self, before: Sequence[Argument], after: Sequence[Argument]) -> Iterator[Finding]:
        had = {argument.name: argument for argument in before}
        has = {argument.name: argument for argument in after}
        added = [argument for argument in after if argument.name not in had]
        added_by_wire = {a.wire: a for a in added if a.wire}
        added_by_position = {a.position: a for a in added}
        by_wire = {a.wire: a for a in after if a.wire}
        renamed: set[str] = set()
        for name, argument in had.items():
            if name in has:
                same = by_wire.get(argument.wire, has[name])
                if same.name != name:
                    yield self._swapped(argument, has[name], same.name)
                yield from self._both(argument, has[name], after)
                continue
            other = added_by_wire.get(argument.wire) or (
                added_by_position.get(argument.position) if argument.position is not None else None
            )
            if other is not None:
                renamed.add(other.name)
            yield removed_or_renamed(
                "argument",
                self.symbol(argument),
                None if other is None else other.name,
                "calls that pass it by name fail",
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
            f"now means a different argument; the previous one was renamed to {new_name}",
            Level.BREAKING,
            "calls that pass it by name now set a different argument",
            before.wire,
            after.wire,
            Place(before.at),
            Place(after.at),
            seen_by_checkers=False,
        )

    def _added(self, argument: Argument) -> Finding:
        is_required = argument.default is None
        return Finding(
            "argument-added",
            self.symbol(argument),
            "added, and required" if is_required else "added",
            Level.broken(is_required),
            "every call must pass it" if is_required else "the argument is optional",
            after=argument.type,
            old=self.old,
            new=Place(argument.at),
        )

    def _moved(self, before: Argument, after: Argument, now: Sequence[Argument]) -> Finding:
        there = next((argument for argument in now if argument.position == before.position), None)
        why = "calls that pass it by position now set a different argument"
        if before.wire == after.wire and before.wire.startswith("path "):
            why += "; passed by name, its value goes into a different part of the path"
        is_unseen = there is not None and self.environment.is_input_compatible(
            before.type, there.type
        )
        return Finding(
            "argument-position",
            self.symbol(before),
            "moved to a different position",
            Level.BREAKING,
            why,
            _ordinal(before.position),
            _ordinal(after.position),
            Place(before.at),
            Place(after.at),
            seen_by_checkers=not is_unseen,
        )

    def _slots(
        self, before: Argument, after: Argument, symbol: str, places: tuple[Place, Place]
    ) -> Iterator[Finding]:
        """Compare types and defaults."""
        verdict = SENT.verdict(self.environment, before.type, after.type)
        types = (before.type, after.type)
        is_now_null = before.default == NOTHING and after.default == UNSET
        if is_now_null:
            yield Finding(
                "argument-null",
                symbol,
                "sends null for None",
                Level.BREAKING,
                "calls that pass None did not send it before",
                *types,
                *places,
                seen_by_checkers=False,
            )
        if is_now_null and verdict.level is Level.HARMLESS:
            return
        if before.default is not None and after.default is None:
            why = "every call must pass it"
            yield Finding(
                "argument-required", symbol, "is now required", Level.BREAKING, why, *types, *places
            )
        elif before.default is None and after.default is not None:
            message = "is now optional"
            yield Finding(
                "argument-optional", symbol, message, verdict.level, verdict.why, *types, *places
            )
        elif not alike(before.type, after.type):
            message = "accepts a different type"
            yield Finding(
                "argument-type", symbol, message, verdict.level, verdict.why, *types, *places
            )
        elif before.default != after.default:
            texts = (default_text(before.default), default_text(after.default))
            yield Finding(
                "argument-default",
                symbol,
                "has a different default",
                Level.HARMLESS,
                "",
                *texts,
                *places,
            )

    def _both(
        self, before: Argument, after: Argument, now: Sequence[Argument]
    ) -> Iterator[Finding]:
        symbol = self.symbol(before)
        places = (Place(before.at), Place(after.at))
        if before.position is not None and after.position != before.position:
            yield self._moved(before, after, now)
        yield from self._slots(before, after, symbol, places)
        if _wire_form(before) != _wire_form(after):
            why = "handled by the client; calls do not change"
            texts = (before.serialization, after.serialization)
            yield Finding(
                "argument-moved",
                symbol,
                "is sent differently",
                Level.HARMLESS,
                why,
                *texts,
                *places,
            )
        yield from compare_notes(symbol, before.notes, after.notes, *places)
        yield from compare_deprecation(symbol, before.deprecated, after.deprecated, *places)


def _wire_form(argument: Argument) -> str:
    """How an argument is serialized; the name of a path parameter is never sent."""
    if argument.wire.startswith("path "):
        return "path" + argument.serialization.removeprefix(argument.wire)
    return argument.serialization


def _ordinal(position: int | None) -> str:
    return "by name only" if position is None else f"number {position + 1}"
