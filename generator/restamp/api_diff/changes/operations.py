"""What changes in the operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from restamp.api_diff.changes.aliases import world_of
from restamp.api_diff.changes.arguments import compare_arguments, renamed_credentials
from restamp.api_diff.changes.findings import Finding, Level, Place
from restamp.api_diff.changes.judging import ANSWERED, READ
from restamp.api_diff.changes.moves import compare_requests, request_key
from restamp.api_diff.changes.notes import deprecation
from restamp.api_diff.changes.security import compare_security, renamed
from restamp.api_diff.surface.surface import Call, Surface
from restamp.api_diff.types.fits import World
from restamp.api_diff.types.notation import write
from restamp.api_diff.types.terms import alike
from restamp.python.calls.kinds import WAYS

OF_BOTH = frozenset({"media-type", "pagination-changed", "waiter-changed"})


def compare_calls(old: Surface, new: Surface) -> Iterator[Finding]:
    """The findings about operations."""
    by_key = {
        request_key(call): call for call in new.calls.values() if call.symbol not in old.calls
    }
    credentials = renamed_credentials(old.credentials, new.credentials)
    known: set[str] = set()
    world = world_of(old, new)
    yield from compare_requests(
        [(call, new.calls[symbol]) for symbol, call in old.calls.items() if symbol in new.calls]
    )
    for symbol, before in sorted(old.calls.items()):
        after = new.calls.get(symbol)
        if after is not None:
            yield from _Pair(before, after, old, new, world, credentials).compared()
            continue
        after = by_key.get(request_key(before))
        if after is not None:
            known.add(after.symbol)
        yield _gone(before, after)
    for symbol, after in sorted(new.calls.items()):
        if symbol not in old.calls and symbol not in known:
            place = Place(after.at)
            yield Finding("operation-added", symbol, "added", after=after.key, new=place)


def _gone(before: Call, after: Call | None) -> Finding:
    return Finding(
        "operation-removed" if after is None else "operation-renamed",
        before.symbol,
        "removed" if after is None else f"is called {after.symbol} now",
        level=Level.BREAKING,
        why="who calls it finds nothing",
        before=before.key,
        after="" if after is None else after.key,
        old=Place(before.at),
        new=None if after is None else Place(after.at),
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    before: Call
    after: Call
    old: Surface
    new: Surface
    world: World
    credentials: Mapping[str, str]
    """New names of arguments of the client."""

    @property
    def places(self) -> tuple[Place, Place]:
        return Place(self.before.at), Place(self.after.at)

    def compared(self) -> Iterator[Finding]:
        before, after = self.before, self.after
        if before.function != after.function:
            said, why = f"is called {after.function} now", "who names it finds nothing"
            yield Finding(
                "function-renamed", before.function, said, Level.BREAKING, why, "", "", *self.places
            )
        yield from compare_arguments(before, after, self.world)
        yield from self._answers(self.world)
        yield from self._errors()
        yield from self._behaviour()
        own, later = renamed(before.alternatives, self.credentials), after.alternatives
        usual = renamed(self.old.alternatives, self.credentials), self.new.alternatives
        if (own, later) != usual:
            yield from compare_security(before.symbol, own, later, *self.places)
        yield from deprecation(before.symbol, before.deprecated, after.deprecated, *self.places)

    def _answers(self, world: World) -> Iterator[Finding]:
        """Each way of calling it, and what that gives."""
        before, after = self.before, self.after
        for way, type_ in before.answers.items():
            symbol = f"{before.symbol}{way}()"
            other = after.answers.get(way)
            if other is None:
                why = "who calls it finds nothing"
                yield Finding(
                    "way-removed",
                    symbol,
                    f"{WAYS[way].words} is gone",
                    Level.BREAKING,
                    why,
                    type_,
                    "",
                    *self.places,
                )
            elif not alike(type_, other):
                use = ANSWERED if WAYS[way].is_faked else READ
                verdict = use.verdict(world, type_, other)
                said = "answers with another type"
                yield Finding(
                    "answer-type",
                    symbol,
                    said,
                    verdict.level,
                    verdict.why,
                    type_,
                    other,
                    *self.places,
                )
        for way, type_ in after.answers.items():
            if way not in before.answers:
                symbol, said = f"{before.symbol}{way}()", f"{WAYS[way].words} is new"
                yield Finding(
                    "way-added", symbol, said, Level.HARMLESS, "", "", type_, *self.places
                )

    def _errors(self) -> Iterator[Finding]:
        """Documented statuses; their types are those of the classes in `errors`."""
        before, after = self.before, self.after
        is_retyped = before.answers != after.answers
        why = "every status could be answered before, too"
        for status in sorted({*before.statuses, *after.statuses}):
            type_, other = before.statuses.get(status), after.statuses.get(status)
            failed = status in before.failures or status in after.failures
            if type_ == other or (is_retyped and not failed):
                continue
            did = "is new" if not type_ else "is gone" if not other else "has another body"
            kind = f"status-{'added' if not type_ else 'removed' if not other else 'type'}"
            texts = write(type_) if type_ else "", write(other) if other else ""
            said = f"the documented answer {status} {did}"
            yield Finding(kind, before.symbol, said, Level.HARMLESS, why, *texts, *self.places)

    def _behaviour(self) -> Iterator[Finding]:
        """What the client does by itself."""
        symbol, before, after = self.before.symbol, self.before, self.after
        changes = (
            ("media-type", "sends another media type", before.media_types, after.media_types),
            ("server-changed", "is sent to another server", before.address, after.address),
            ("pagination-changed", "has other pages", before.paging, after.paging),
            ("waiter-changed", "is waited for otherwise", before.waiting, after.waiting),
            ("retries-changed", "is repeated otherwise", before.retries, after.retries),
        )
        for kind, said, text, other in changes:
            # Where there was none, something else tells of it.
            if text != other and (kind not in OF_BOTH or (text and other)):
                why = "the client does it: calls stay as they are"
                yield Finding(kind, symbol, said, Level.HARMLESS, why, text, other, *self.places)
