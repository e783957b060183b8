"""Compare two versions of a package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.api_diff.changes.aliases import environment_of
from restamp.api_diff.changes.arguments import compare_credentials, renamed_credentials
from restamp.api_diff.changes.declarations import compare_declared
from restamp.api_diff.changes.findings import Difference, Finding, Level, Place
from restamp.api_diff.changes.judging import READ, Verdict
from restamp.api_diff.changes.notice import trees_with_sunset, with_sunset
from restamp.api_diff.changes.operations import compare_calls
from restamp.api_diff.changes.reach import with_owners, with_sunset_of_owners
from restamp.api_diff.changes.renames import Renames
from restamp.api_diff.changes.requests.moves import OTHER_REQUEST
from restamp.api_diff.changes.security import compare_security, with_new_names
from restamp.api_diff.surface.reading import surface_of
from restamp.api_diff.surface.surface import OutputType, Surface
from restamp.api_diff.types.terms import alike
from restamp.python.modules.subject import Subject
from restamp.python.types.public import Simple
from restamp.recursion import with_deep_recursion
from restamp.spec.reading.marks import position
from restamp.spec.reading.source import Source

ERROR = "errors.StatusError.error"

Sources = Mapping[str, Source]


def compare(old: Subject, new: Subject) -> Difference:
    """Compare two subjects; names of the new one are matched to those of the old one beforehand."""
    return with_deep_recursion(lambda: difference(surface_of(old), surface_of(new)))


def compare_surfaces(old: Surface, new: Surface) -> Difference:
    """Like `difference`, with a deeper stack for recursive types."""
    return with_deep_recursion(lambda: difference(old, new))


def difference(old: Surface, new: Surface) -> Difference:
    """All changes from one surface to the other."""
    renames = Renames.of(old, new)
    changes = [*renames.findings(old, new), *_all(renames.applied(old), new)]
    findings = sorted(
        with_owners(changes, old),
        key=lambda f: (f.level.rank, f.kind != OTHER_REQUEST, f.symbol, f.kind, f.message),
    )
    return Difference(new.title, old.version, new.version, tuple(findings))


def located(result: Difference, old: Sources, new: Sources) -> Difference:
    """Add file and line to every place; `old` and `new` are the sources by file."""
    trees = trees_with_sunset(old)
    placed = [
        replace(with_sunset(f, trees), old=_located(f.old, old), new=_located(f.new, new))
        for f in result.findings
    ]
    findings = tuple(with_sunset_of_owners(placed))
    return replace(result, findings=findings, version_at=_located(Place("#/info/version"), new))


def _all(old: Surface, new: Surface) -> Iterator[Finding]:
    yield from compare_calls(old, new)
    yield from compare_declared(old, new)
    yield from _outputs(old, new)
    yield from compare_credentials(old.credentials, new.credentials, new.environment)
    names = renamed_credentials(old.credentials, new.credentials)
    default = with_new_names(old.alternatives, names)
    security = Place("#/security"), Place("#/security")
    yield from compare_security("Client", default, new.alternatives, *security)
    if old.address != new.address:
        why = "handled by the client; calls do not change"
        message, servers = "uses a different server", (Place("#/servers"), Place("#/servers"))
        yield Finding(
            "server-changed",
            "Client",
            message,
            Level.HARMLESS,
            why,
            old.address,
            new.address,
            *servers,
        )


def _outputs(old: Surface, new: Surface) -> Iterator[Finding]:
    """Compare the bodies of errors and the payloads of webhooks."""
    for symbol in sorted(old.outputs.keys() | new.outputs.keys()):
        before, after = old.outputs.get(symbol), new.outputs.get(symbol)
        if (before, after) != (common := _common(symbol, old, new)) and _alike(
            before, after, common
        ):
            continue  # Reported for the base class.
        kind = "error" if symbol.startswith("errors.") else "webhook"
        if before is None and after is not None:
            place = Place(after.at)
            yield Finding(f"{kind}-added", symbol, "added", after=after.type, new=place)
        elif after is None and before is not None:
            why, place = "code that uses it will break", Place(before.at)
            yield Finding(
                f"{kind}-removed",
                symbol,
                "removed",
                Level.BREAKING,
                why,
                before.type,
                "",
                place,
            )
        elif before is not None and after is not None and not alike(before.type, after.type):
            verdict = READ.verdict(environment_of(old, new), before.type, after.type)
            if before.type is Simple.NONE:
                verdict = Verdict(Level.HARMLESS, "it had no value before")
            texts = before.type, after.type
            places = Place(before.at), Place(after.at)
            message = "has a different type"
            yield Finding(
                f"{kind}-type", symbol, message, verdict.level, verdict.why, *texts, *places
            )


Pair = tuple[OutputType | None, OutputType | None]


def _common(symbol: str, old: Surface, new: Surface) -> Pair:
    """The base class of an error on both sides; None if there is none."""
    if not symbol.startswith("errors."):
        return None, None
    return old.outputs.get(ERROR), new.outputs.get(ERROR)


def _alike(before: OutputType | None, after: OutputType | None, common: Pair) -> bool:
    sides = zip((before, after), common, strict=True)
    return all(one and other and one.type == other.type for one, other in sides)


def _located(place: Place | None, sources: Sources) -> Place | None:
    if place is None:
        return None
    source = sources.get(place.at.partition("#")[0])
    if source is None:
        return place
    return replace(place, file=source.name, line=position(source, place.pointer).line)
