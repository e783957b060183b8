"""Compare documented defaults, limits and deprecations, which do not break callers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from restamp.api_diff.changes.findings import Finding, Level, Place

DEFAULT = "Default: "


def compare_notes(
    symbol: str, before: Sequence[str], after: Sequence[str], old: Place, new: Place
) -> Iterator[Finding]:
    """Compare defaults and limits."""
    removed = [note for note in before if note not in after]
    added = [note for note in after if note not in before]
    if not removed and not added:
        return
    is_default = any(note.startswith(DEFAULT) for note in (*removed, *added))
    yield Finding(
        "default-changed" if is_default else "limits-changed",
        symbol,
        "has a different default" if is_default else "has different limits",
        Level.HARMLESS,
        "applied by the server; the client does not check it",
        " ".join(removed),
        " ".join(added),
        old,
        new,
    )


def compare_deprecation(
    symbol: str, before: bool, after: bool, old: Place, new: Place
) -> Iterator[Finding]:
    """Compare deprecations."""
    if before is not after:
        message = "is deprecated" if after else "is no longer deprecated"
        yield Finding(
            "deprecated", symbol, message, Level.HARMLESS, "it still works", old=old, new=new
        )
