"""Which removed operations alone led to what is gone with them: it follows their notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from restamp.api_diff.changes.findings import Finding
from restamp.api_diff.surface.surface import Alias, Call, Class, Declared, Surface
from restamp.api_diff.types.terms import symbols
from restamp.python.types.public import Model, PublicType

REMOVED = "operation-removed"


def with_owners(findings: Sequence[Finding], old: Surface) -> Iterator[Finding]:
    """The findings; those of types and errors that only removed operations lead to name these."""
    removed = {finding.symbol for finding in findings if finding.kind == REMOVED}
    users = _users(old) if removed else dict[str, frozenset[str]]()
    for finding in findings:
        owners = users.get(finding.symbol, frozenset[str]())
        if finding.kind.endswith("-removed") and owners and owners <= removed:
            finding = replace(finding, owners=tuple(sorted(owners)))
        yield finding


def with_sunset_of_owners(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; what goes with operations goes on the last of their days."""
    findings = tuple(findings)
    days = {finding.symbol: finding.sunset for finding in findings if finding.kind == REMOVED}
    for finding in findings:
        sunsets = [days.get(owner, "") for owner in finding.owners]
        if sunsets and all(sunsets) and not finding.sunset:
            finding = replace(finding, sunset=max(sunsets))
        yield finding


def _users(surface: Surface) -> Mapping[str, frozenset[str]]:
    """By symbol of a type or of a reader: the calls that lead to it, and the readers that no call has."""
    users: dict[str, set[str]] = {}
    for call in surface.calls.values():
        for symbol in _reached(_of_call(call), surface.declared):
            users.setdefault(symbol, set()).add(call.symbol)
    for reader in surface.readers.values():
        reached = _reached([reader.type], surface.declared)
        # The class of an error is that of many calls: each type in it has those that fail with it.
        above = {user for name in reached for user in users.get(name, ())}
        if not (reader.symbol.startswith("errors.") and above):
            above = {reader.symbol}
            for symbol in reached:
                users.setdefault(symbol, set()).update(above)
        users.setdefault(reader.symbol, set()).update(above)
    return {symbol: frozenset(of) for symbol, of in users.items()}


def _reached(types: Iterable[PublicType], declared: Mapping[str, Declared]) -> set[str]:
    """The declarations that these types lead to."""
    seen: set[str] = set()
    pending = [*types]
    while pending:
        for symbol in symbols(pending.pop()):
            if symbol in declared and symbol not in seen:
                seen.add(symbol)
                pending += _of_declared(declared[symbol])
    return seen


def _of_call(call: Call) -> Iterator[PublicType]:
    yield from (argument.type for argument in call.arguments)
    yield from call.answers.values()
    yield from call.statuses.values()


def _of_declared(declared: Declared) -> Iterator[PublicType]:
    match declared:
        case Class():
            yield from (attribute.type for attribute in declared.attributes)
            yield from map(Model.of, declared.bases)
            if declared.extra is not None:
                yield declared.extra
        case Alias():
            yield declared.type
        case _:
            pass
