"""Compare the credentials that calls require. Type checkers do not notice such changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from restamp.api_diff.changes.findings import Finding, Level, Place

Alternatives = tuple[frozenset[str], ...]


def compare_security(
    symbol: str, before: Alternatives, after: Alternatives, old: Place, new: Place
) -> Iterator[Finding]:
    """Breaking if credentials that were sufficient no longer are."""
    if {*before} == {*after}:
        return
    is_sufficient = not after or all(
        any(required <= credentials for required in after)
        for credentials in before or (frozenset[str](),)
    )
    yield Finding(
        "credentials",
        symbol,
        "requires different credentials",
        Level.broken(not is_sufficient),
        (
            "credentials that were sufficient still are"
            if is_sufficient
            else "credentials that were sufficient no longer are"
        ),
        _text(before),
        _text(after),
        old,
        new,
        seen_by_checkers=False,
    )


def with_new_names(alternatives: Alternatives, names: Mapping[str, str]) -> Alternatives:
    """Rename credentials in the alternatives."""
    return tuple(frozenset(names.get(name, name) for name in each) for each in alternatives)


def _text(alternatives: Alternatives) -> str:
    named = [" and ".join(sorted(names)) or "none" for names in alternatives]
    return ", or ".join(sorted(named)) or "none"
