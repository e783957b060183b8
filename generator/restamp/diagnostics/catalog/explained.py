"""Explain one code on the command line, as docs/reference/diagnostics.md does for all."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.diagnostics.catalog import ENTRIES, SECTIONS


def explanation(code: str) -> str:
    """The meaning of a code and what to do about it, as plain text; empty for an unknown code."""
    entry = ENTRIES.get(code)
    if entry is None:
        return ""
    severities = " or ".join(entry.severities)
    return f"{entry.code}: {severities}\n\n{entry.meaning}\n\nWhat to do: {entry.advice}\n"


def listed_codes() -> Iterator[str]:
    """All codes with the first sentence about each, by section."""
    width = max(map(len, ENTRIES))
    for title, entries in SECTIONS.items():
        yield f"{title}:"
        for entry in sorted(entries, key=lambda entry: entry.code):
            sentence, _, _ = entry.meaning.partition(". ")
            yield f"  {entry.code:{width}}  {sentence.removesuffix('.')}"
        yield ""
