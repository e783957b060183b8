"""The whole comparison: from two documents with their names to a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.api_diff.changes.aliases import world_of
from restamp.api_diff.changes.arguments import compare_credentials, renamed_credentials
from restamp.api_diff.changes.declarations import compare_declared
from restamp.api_diff.changes.findings import Difference, Finding, Level, Place
from restamp.api_diff.changes.judging import READ, Verdict
from restamp.api_diff.changes.moves import OTHER_REQUEST
from restamp.api_diff.changes.notice import with_sunset
from restamp.api_diff.changes.operations import compare_calls
from restamp.api_diff.changes.reach import with_owners, with_sunset_of_owners
from restamp.api_diff.changes.security import compare_security, renamed
from restamp.api_diff.surface.reading import surface_of
from restamp.api_diff.surface.surface import Reader, Surface
from restamp.api_diff.types.terms import alike
from restamp.python.modules.subject import Subject
from restamp.python.types.public import Simple
from restamp.recursion import with_deep_recursion
from restamp.spec.reading.marks import position
from restamp.spec.reading.source import Source

ERROR = "errors.StatusError.error"

Sources = Mapping[str, Source]


def compare(old: Subject, new: Subject) -> Difference:
    """What the new document changes for callers of the old one's client; the new one has the old names."""
    return with_deep_recursion(lambda: difference(surface_of(old), surface_of(new)))


def compare_surfaces(old: Surface, new: Surface) -> Difference:
    """As `difference`, with room for types that lead to one another."""
    return with_deep_recursion(lambda: difference(old, new))


def difference(old: Surface, new: Surface) -> Difference:
    """What changes from one surface to the other."""
    found = sorted(
        with_owners([*_all(old, new)], old),
        key=lambda f: (f.level.rank, f.kind != OTHER_REQUEST, f.symbol, f.kind, f.message),
    )
    return Difference(new.title, old.version, new.version, tuple(found))


def located(found: Difference, old: Sources, new: Sources) -> Difference:
    """The difference with the file and line of every place; `old` and `new` are what was read, by file."""
    placed = [
        replace(with_sunset(f, old), old=_found(f.old, old), new=_found(f.new, new))
        for f in found.findings
    ]
    findings = tuple(with_sunset_of_owners(placed))
    return replace(found, findings=findings, version_at=_found(Place("#/info/version"), new))


def _all(old: Surface, new: Surface) -> Iterator[Finding]:
    yield from compare_calls(old, new)
    yield from compare_declared(old, new)
    yield from _readers(old, new)
    yield from compare_credentials(old.credentials, new.credentials, new.world)
    names = renamed_credentials(old.credentials, new.credentials)
    usual = renamed(old.alternatives, names)
    security = Place("#/security"), Place("#/security")
    yield from compare_security("Client", usual, new.alternatives, *security)
    if old.address != new.address:
        why = "the client does it: calls stay as they are"
        said, servers = "calls another server", (Place("#/servers"), Place("#/servers"))
        yield Finding(
            "server-changed",
            "Client",
            said,
            Level.HARMLESS,
            why,
            old.address,
            new.address,
            *servers,
        )


def _readers(old: Surface, new: Surface) -> Iterator[Finding]:
    """The bodies of errors, and what webhooks bring."""
    for symbol in sorted(old.readers.keys() | new.readers.keys()):
        before, after = old.readers.get(symbol), new.readers.get(symbol)
        if (before, after) != (common := _common(symbol, old, new)) and _alike(
            before, after, common
        ):
            continue  # It inherits from the class that tells of it.
        kind = "error" if symbol.startswith("errors.") else "webhook"
        if before is None and after is not None:
            place = Place(after.at)
            yield Finding(f"{kind}-added", symbol, "added", after=after.type, new=place)
        elif after is None and before is not None:
            why, place = "who calls it finds nothing", Place(before.at)
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
            verdict = READ.verdict(world_of(old, new), before.type, after.type)
            if before.type is Simple.NONE:
                verdict = Verdict(Level.HARMLESS, "of nothing there was no use")
            texts = before.type, after.type
            places = Place(before.at), Place(after.at)
            said = "is of another type"
            yield Finding(f"{kind}-type", symbol, said, verdict.level, verdict.why, *texts, *places)


Pair = tuple[Reader | None, Reader | None]


def _common(symbol: str, old: Surface, new: Surface) -> Pair:
    """The class of errors above one, on both sides; nothing where there is none."""
    if not symbol.startswith("errors."):
        return None, None
    return old.readers.get(ERROR), new.readers.get(ERROR)


def _alike(before: Reader | None, after: Reader | None, common: Pair) -> bool:
    sides = zip((before, after), common, strict=True)
    return all(one and other and one.type == other.type for one, other in sides)


def _found(place: Place | None, sources: Sources) -> Place | None:
    if place is None:
        return None
    source = sources.get(place.at.partition("#")[0])
    if source is None:
        return place
    return replace(place, file=source.name, line=position(source, place.pointer).line)
