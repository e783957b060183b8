"""Explain one code on the command line, as docs/reference/diagnostics.md does for all."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.diagnostics.catalog import ENTRIES, SECTIONS
from restamp.diagnostics.examples import EXAMPLES
from restamp.diagnostics.examples.text import example_text


def explanation(code: str) -> str:
    """The meaning of a code, what to do about it, and an example; empty for an unknown code."""
    entry = ENTRIES.get(code)
    if entry is None:
        return ""
    severities = " or ".join(entry.severities)
    text = f"{entry.code}: {severities}\n\n{entry.meaning}\n\nWhat to do: {entry.advice}\n"
    example = EXAMPLES.get(code)
    return text if example is None else f"{text}\nExample:\n\n{example_text(example).rstrip()}\n"


def listed_codes() -> Iterator[str]:
    """All codes with the first sentence about each, by section."""
    width = max(map(len, ENTRIES))
    for title, entries in SECTIONS.items():
        yield f"{title}:"
        for entry in sorted(entries, key=lambda entry: entry.code):
            sentence, _, _ = entry.meaning.partition(". ")
            yield f"  {entry.code:{width}}  {sentence.removesuffix('.')}"
        yield ""
