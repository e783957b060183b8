"""Compare enumerations."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.api_diff.changes.findings import Finding, Level, Place
from restamp.api_diff.surface.surface import Enumeration
from restamp.python.types.public import Simple


def compare_members(before: Enumeration, after: Enumeration) -> Iterator[Finding]:
    """Compare the members of an enumeration."""
    old, new = Place(before.at), Place(after.at)
    if before.is_integer is not after.is_integer:
        types = _value_type(before), _value_type(after)
        why = "its members have values of a different type"
        yield Finding(
            "enum-type",
            before.symbol,
            "has a different type",
            Level.BREAKING,
            why,
            *types,
            old,
            new,
        )
        return
    yield from _existing_members(before, after, old, new)
    for name, value in after.members.items():
        if name not in before.members:
            why = "enumerations are open: unknown values were already accepted"
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


def _existing_members(
    before: Enumeration, after: Enumeration, old: Place, new: Place
) -> Iterator[Finding]:
    """Compare the members of the old version with the new ones."""
    for name, value in before.members.items():
        symbol = f"{before.symbol}.{name}"
        if name not in after.members:
            yield Finding(
                "member-removed",
                symbol,
                "removed",
                Level.BREAKING,
                "code that uses this name will break",
                repr(value),
                "",
                old,
                new,
            )
        elif (other := after.members[name]) != value:
            # If another member has the value now, the names were swapped.
            is_swapped = value in after.members.values()
            yield Finding(
                "member-swapped" if is_swapped else "member-value",
                symbol,
                "has the value of another member" if is_swapped else "has a different value",
                Level.broken(is_swapped),
                (
                    "code that uses this name now gets a different member"
                    if is_swapped
                    else "its name does not change"
                ),
                repr(value),
                repr(other),
                old,
                new,
                seen_by_checkers=False,
            )


def _value_type(enumeration: Enumeration) -> Simple:
    return Simple.INT if enumeration.is_integer else Simple.STR
