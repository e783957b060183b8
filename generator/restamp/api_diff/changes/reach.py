"""Which removed operations alone led to what is gone with them: it follows their notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from restamp.api_diff.changes.findings import Finding
from restamp.api_diff.surface.surface import Alias, Call, Class, Declared, Surface

_NAME = re.compile(r"[^\W\d][\w.]*")
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
        reached = _reached([reader.annotation], surface.declared)
        # The class of an error is that of many calls: each type in it has those that fail with it.
        above = {user for name in reached for user in users.get(name, ())}
        if not (reader.symbol.startswith("errors.") and above):
            above = {reader.symbol}
            for symbol in reached:
                users.setdefault(symbol, set()).update(above)
        users.setdefault(reader.symbol, set()).update(above)
    return {symbol: frozenset(of) for symbol, of in users.items()}


def _reached(annotations: Iterable[str], declared: Mapping[str, Declared]) -> set[str]:
    """The types that these annotations lead to."""
    seen: set[str] = set()
    pending = [*annotations]
    while pending:
        for name in _NAME.findall(pending.pop()):
            if name in declared and name not in seen:
                seen.add(name)
                pending += _of_declared(declared[name])
    return seen


def _of_call(call: Call) -> Iterator[str]:
    yield from (argument.annotation for argument in call.arguments)
    for texts in (call.answers, call.statuses, call.failures):
        yield from texts.values()


def _of_declared(held: Declared) -> Iterator[str]:
    match held:
        case Class():
            yield from (attribute.annotation for attribute in held.attributes)
            yield from held.bases
            yield held.extra
        case Alias():
            yield held.annotation
        case _:
            pass
