"""What changes in enumerations."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.api_diff.changes.findings import Finding, Level, Place
from restamp.api_diff.surface.surface import Enumeration
from restamp.python.types.public import Simple


def compare_members(before: Enumeration, after: Enumeration) -> Iterator[Finding]:
    """The findings about the members of an enumeration."""
    old, new = Place(before.at), Place(after.at)
    if before.is_integer is not after.is_integer:
        types = _value_type(before), _value_type(after)
        why = "its members are values of another type"
        yield Finding(
            "enum-type", before.symbol, "is of another type", Level.BREAKING, why, *types, old, new
        )
        return
    yield from _former(before, after, old, new)
    for name, value in after.members.items():
        if name not in before.members:
            why = "enumerations are open: unknown values were let through before"
            yield Finding(
                "member-added",
                f"{before.symbol}.{name}",
                "added",
                Level.HARMLESS,
                why,
                "",
                repr(value),
                old,
                new,
            )


def _former(before: Enumeration, after: Enumeration, old: Place, new: Place) -> Iterator[Finding]:
    """Members that are gone or have another value."""
    for name, value in before.members.items():
        symbol = f"{before.symbol}.{name}"
        if name not in after.members:
            yield Finding(
                "member-removed",
                symbol,
                "removed",
                Level.BREAKING,
                "who names it finds nothing",
                repr(value),
                "",
                old,
                new,
            )
        elif (other := after.members[name]) != value:
            # Where the value is still there, by another name, the names were mixed up.
            is_swapped = value in after.members.values()
            yield Finding(
                "member-swapped" if is_swapped else "member-value",
                symbol,
                "has the value of another member" if is_swapped else "has another value",
                Level.broken(is_swapped),
                "who names it gets another member" if is_swapped else "its name stays",
                repr(value),
                repr(other),
                old,
                new,
                seen_by_checkers=False,
            )


def _value_type(enumeration: Enumeration) -> Simple:
    return Simple.INT if enumeration.is_integer else Simple.STR
