"""What a document says beside types: defaults, limits, deprecation. None of it breaks a caller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from restamp.api_diff.changes.findings import Finding, Level, Place

DEFAULT = "Default: "


def noted(
    symbol: str, before: Sequence[str], after: Sequence[str], old: Place, new: Place
) -> Iterator[Finding]:
    """Other defaults and limits."""
    gone = [note for note in before if note not in after]
    come = [note for note in after if note not in before]
    if not gone and not come:
        return
    is_default = any(note.startswith(DEFAULT) for note in (*gone, *come))
    yield Finding(
        "default-changed" if is_default else "limits-changed",
        symbol,
        "has another default" if is_default else "has other limits",
        Level.HARMLESS,
        "the server's: the client sends what is given, and checks no limits",
        " ".join(gone),
        " ".join(come),
        old,
        new,
    )


def deprecation(
    symbol: str, before: bool, after: bool, old: Place, new: Place
) -> Iterator[Finding]:
    """Whether it is on its way out, or no longer."""
    if before is not after:
        said = "is deprecated" if after else "is not deprecated any more"
        yield Finding(
            "deprecated", symbol, said, Level.HARMLESS, "it still works", old=old, new=new
        )
