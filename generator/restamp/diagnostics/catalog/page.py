"""Write the catalog in Markdown: one code for `restamp explain`, all of them for the page of the documentation."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.diagnostics.catalog import SECTIONS
from restamp.diagnostics.catalog.entry import Entry
from restamp.diagnostics.examples import EXAMPLES
from restamp.diagnostics.examples.text import example_text

_HEAD = """\
# Diagnostics

Every diagnostic has a code. An **error** stops the run before anything is written. A **warning** means that a type is
wider than documented or that the document was repaired; `--strict` turns it into an error. A **note** is information.

Each code below has an example that raises it, with the command that prints it. Where no command is shown, it is
`restamp generate --spec spec.yaml --output client`.
"""


def diagnostics_page(outputs: Mapping[str, str]) -> str:
    """Write all codes, by section; `outputs` is what the examples print, by code."""
    parts = [_HEAD]
    for title, entries in SECTIONS.items():
        parts.append(f"\n## {title}\n\n")
        parts.append("| Code | Severity | Meaning |\n|---|---|---|\n")
        listed = sorted(entries, key=lambda entry: entry.code)
        parts += map(_row, listed)
        parts += [f"\n### {e.code}\n\n{entry_text(e, outputs.get(e.code, ''))}" for e in listed]
    return "".join(parts)


def entry_text(entry: Entry, output: str = "") -> str:
    """Write one code: what it means, what to do, and an example; `output` is what the example prints."""
    severities = " or ".join(f"**{severity}**" for severity in entry.severities)
    text = f"{severities}: {entry.meaning}\n\nWhat to do: {entry.advice}\n\n"
    example = EXAMPLES.get(entry.code)
    return text if example is None else text + example_text(example, output).rstrip("\n") + "\n"


def _row(entry: Entry) -> str:
    cells = (f"[`{entry.code}`](#{entry.code})", ", ".join(entry.severities), entry.meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
