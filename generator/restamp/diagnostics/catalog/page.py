"""Write the catalog as Markdown: `python -m restamp.diagnostics.catalog.page` prints docs/reference/diagnostics.md."""

from __future__ import annotations

import sys

from restamp.diagnostics.catalog import SECTIONS
from restamp.diagnostics.catalog.entry import Entry

_HEAD = """\
# Diagnostics

Every diagnostic has a code. An **error** stops the run before anything is written. A **warning** means that a type is
wider than documented or that the document was repaired; `--strict` turns it into an error. A **note** is information.
"""


def diagnostics_page() -> str:
    """Write all codes with their meaning and advice, by section."""
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
