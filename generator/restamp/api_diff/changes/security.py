"""What changes in the credentials that calls need. No type checker sees it: the server refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from restamp.api_diff.changes.findings import Finding, Level, Place

Alternatives = tuple[frozenset[str], ...]


def compare_security(
    symbol: str, before: Alternatives, after: Alternatives, old: Place, new: Place
) -> Iterator[Finding]:
    """Breaking where credentials that were enough are so no longer."""
    if {*before} == {*after}:
        return
    enough = not after or all(
        any(needed <= given for needed in after) for given in before or (frozenset[str](),)
    )
    yield Finding(
        "credentials",
        symbol,
        "needs other credentials",
        Level.broken(not enough),
        "what was enough still is" if enough else "what was enough no longer is",
        _text(before),
        _text(after),
        old,
        new,
        seen_by_checkers=False,
    )


def renamed(alternatives: Alternatives, names: Mapping[str, str]) -> Alternatives:
    """The same with the new names of credentials."""
    return tuple(frozenset(names.get(name, name) for name in each) for each in alternatives)


def _text(alternatives: Alternatives) -> str:
    named = [" and ".join(sorted(names)) or "none" for names in alternatives]
    return ", or ".join(sorted(named)) or "none"
