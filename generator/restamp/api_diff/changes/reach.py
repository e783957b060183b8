"""Types and errors that only removed operations used: their removal follows from that of the operations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from restamp.api_diff.changes.findings import Finding
from restamp.api_diff.surface.surface import Alias, Call, Class, Declared, Surface
from restamp.api_diff.types.terms import symbols
from restamp.python.types.public import Model, PublicType

REMOVED = "operation-removed"


def with_owners(findings: Sequence[Finding], old: Surface) -> Iterator[Finding]:
    """Add the removed operations to the findings of types and errors that only those used."""
    removed = {finding.symbol for finding in findings if finding.kind == REMOVED}
    users = _users_by_symbol(old) if removed else dict[str, frozenset[str]]()
    for finding in findings:
        owners = users.get(finding.symbol, frozenset[str]())
        if finding.kind.endswith("-removed") and owners and owners <= removed:
            finding = replace(finding, owners=tuple(sorted(owners)))
        yield finding


def with_sunset_of_owners(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Add to such findings the latest `x-sunset` of their operations."""
    findings = tuple(findings)
    days = {finding.symbol: finding.sunset for finding in findings if finding.kind == REMOVED}
    for finding in findings:
        sunsets = [days.get(owner, "") for owner in finding.owners]
        if sunsets and all(sunsets) and not finding.sunset:
            finding = replace(finding, sunset=max(sunsets))
        yield finding


def _users_by_symbol(surface: Surface) -> Mapping[str, frozenset[str]]:
    """The calls that use each type, error and webhook, by symbol; a webhook counts as its own user."""
    users: dict[str, set[str]] = {}
    for call in surface.calls.values():
        for symbol in _reached(_of_call(call), surface.declared):
            users.setdefault(symbol, set()).add(call.symbol)
    for output in surface.outputs.values():
        reached = _reached([output.type], surface.declared)
        # Many calls share an error class: its users are those of the types in it.
        inherited = {user for name in reached for user in users.get(name, ())}
        if not (output.symbol.startswith("errors.") and inherited):
            inherited = {output.symbol}
            for symbol in reached:
                users.setdefault(symbol, set()).update(inherited)
        users.setdefault(output.symbol, set()).update(inherited)
    return {symbol: frozenset(of) for symbol, of in users.items()}


def _reached(types: Iterable[PublicType], declared: Mapping[str, Declared]) -> set[str]:
    """The declarations that are reachable from these types."""
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
    yield from call.results.values()
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
