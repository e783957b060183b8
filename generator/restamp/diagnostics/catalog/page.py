"""The catalogue as a page of Markdown, docs/diagnostics.md: `python -m restamp.diagnostics.catalog.page` prints it."""

from __future__ import annotations

import sys

from restamp.diagnostics.catalog import SECTIONS
from restamp.diagnostics.catalog.entry import Entry

_HEAD = """\
# Diagnostics

Every diagnostic has a code. An **error** stops the run before anything is written; a **warning** says that something is
wider or otherwise than in the document, and is an error with `--strict`; a **note** informs.
"""


def diagnostics_page() -> str:
    """All codes with their meaning and what to do, by section."""
    parts = [_HEAD]
    for title, entries in SECTIONS.items():
        rows = "".join(map(_row, sorted(entries, key=lambda entry: entry.code)))
        parts.append(
            f"\n## {title}\n\n| Code | Severity | Meaning | What to do |\n|---|---|---|---|\n{rows}"
        )
    return "".join(parts)


def _row(entry: Entry) -> str:
    cells = (f"`{entry.code}`", ", ".join(entry.severities), entry.meaning, entry.advice)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    sys.stdout.write(diagnostics_page())
