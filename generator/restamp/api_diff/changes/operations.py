"""Compare the operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.api_diff.changes.aliases import environment_of
from restamp.api_diff.changes.arguments import compare_arguments, renamed_credentials
from restamp.api_diff.changes.findings import Finding, Level, Place, removed_or_renamed
from restamp.api_diff.changes.judging import READ, RETURNED
from restamp.api_diff.changes.notes import compare_deprecation
from restamp.api_diff.changes.requests.matching import match_calls
from restamp.api_diff.changes.requests.moves import compare_requests, other_request
from restamp.api_diff.changes.security import compare_security, with_new_names
from restamp.api_diff.surface.surface import Call, Surface
from restamp.api_diff.types.fits import TypeEnvironment
from restamp.api_diff.types.notation import write
from restamp.api_diff.types.terms import alike
from restamp.python.calls.kinds import CALL_VARIANTS
from restamp.records import dataclass

ONLY_IF_BOTH = frozenset({"media-type", "pagination-changed", "waiter-changed"})


def compare_calls(old: Surface, new: Surface) -> Iterator[Finding]:
    """Compare all operations."""
    matches = match_calls(old.calls, new.calls)
    credentials = renamed_credentials(old.credentials, new.credentials)
    environment = environment_of(old, new)
    # What else changes about a renamed call concerns callers of its new name.
    renamed = [(_called_like(before, after), after) for before, after in matches.renamed]
    yield from compare_requests([*matches.namesakes, *renamed])
    for before, after in [*matches.namesakes, *renamed]:
        yield from _Pair(before, after, old, new, environment, credentials).compared()
    for before, after in matches.renamed:
        yield _removed(before, after)
    for before, after in matches.reused:
        yield other_request(before, after)
    for before in matches.removed:
        yield _removed(before, None)
    for after in matches.added:
        place = Place(after.at)
        yield Finding("operation-added", after.symbol, "added", after=after.key, new=place)


def _called_like(before: Call, after: Call) -> Call:
    return replace(before, symbol=after.symbol, function=after.function)


def _removed(before: Call, after: Call | None) -> Finding:
    return removed_or_renamed(
        "operation",
        before.symbol,
        None if after is None else after.symbol,
        "code that calls it will break",
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
    environment: TypeEnvironment
    credentials: Mapping[str, str]
    """New names of arguments of the client."""

    @property
    def places(self) -> tuple[Place, Place]:
        return Place(self.before.at), Place(self.after.at)

    def compared(self) -> Iterator[Finding]:
        before, after = self.before, self.after
        if before.function != after.function:
            message, why = f"renamed to {after.function}", "code that uses this name will break"
            yield Finding(
                "function-renamed",
                before.function,
                message,
                Level.BREAKING,
                why,
                "",
                "",
                *self.places,
            )
        yield from compare_arguments(before, after, self.environment)
        yield from self._results(self.environment)
        yield from self._errors()
        yield from self._behaviour()
        own, later = with_new_names(before.alternatives, self.credentials), after.alternatives
        default = with_new_names(self.old.alternatives, self.credentials), self.new.alternatives
        if (own, later) != default:
            yield from compare_security(before.symbol, own, later, *self.places)
        yield from compare_deprecation(
            before.symbol, before.deprecated, after.deprecated, *self.places
        )

    def _results(self, environment: TypeEnvironment) -> Iterator[Finding]:
        """Compare the results of the call and of its variants, such as `.items()`."""
        before, after = self.before, self.after
        for variant, type_ in before.results.items():
            symbol = f"{before.symbol}{variant}()"
            other = after.results.get(variant)
            if other is None:
                why = "code that calls it will break"
                yield Finding(
                    "method-removed",
                    symbol,
                    f"removed: {CALL_VARIANTS[variant].words}",
                    Level.BREAKING,
                    why,
                    type_,
                    "",
                    *self.places,
                )
            elif not alike(type_, other):
                use = RETURNED if CALL_VARIANTS[variant].is_faked else READ
                verdict = use.verdict(environment, type_, other)
                message = "returns a different type"
                yield Finding(
                    "return-type",
                    symbol,
                    message,
                    verdict.level,
                    verdict.why,
                    type_,
                    other,
                    *self.places,
                )
        for variant, type_ in after.results.items():
            if variant not in before.results:
                symbol, message = (
                    f"{before.symbol}{variant}()",
                    f"added: {CALL_VARIANTS[variant].words}",
                )
                yield Finding(
                    "method-added", symbol, message, Level.HARMLESS, "", "", type_, *self.places
                )

    def _errors(self) -> Iterator[Finding]:
        """Compare the documented statuses; types of error bodies are compared in `errors`."""
        before, after = self.before, self.after
        is_retyped = before.results != after.results
        why = "the server can return any status"
        for status in sorted({*before.statuses, *after.statuses}):
            type_, other = before.statuses.get(status), after.statuses.get(status)
            is_error = status in before.error_statuses or status in after.error_statuses
            if type_ == other or (is_retyped and not is_error):
                continue
            message = f"documents status {status}"
            if type_ and not other:
                message = f"no longer {message}"
            elif type_:
                message = f"documents a different body for status {status}"
            kind = f"status-{'added' if not type_ else 'removed' if not other else 'type'}"
            texts = write(type_) if type_ else "", write(other) if other else ""
            yield Finding(kind, before.symbol, message, Level.HARMLESS, why, *texts, *self.places)

    def _behaviour(self) -> Iterator[Finding]:
        """Compare what the client does by itself."""
        symbol, before, after = self.before.symbol, self.before, self.after
        changes = (
            ("media-type", "sends a different media type", before.media_types, after.media_types),
            ("server-changed", "is sent to a different server", before.address, after.address),
            ("pagination-changed", "paginates differently", before.pagination, after.pagination),
            ("waiter-changed", "is polled differently", before.waiter, after.waiter),
            ("retries-changed", "is retried differently", before.retries, after.retries),
        )
        for kind, message, text, other in changes:
            # Additions and removals are reported as changes of the methods.
            if text != other and (kind not in ONLY_IF_BOTH or (text and other)):
                why = "handled by the client; calls do not change"
                yield Finding(kind, symbol, message, Level.HARMLESS, why, text, other, *self.places)
