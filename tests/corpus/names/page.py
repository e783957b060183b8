"""`NAMES.md`: what the tool writes stands between markers; verdicts are written by hand and stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from restamp.names.paths.style import Verdict

from .samples import Sample
from .shares import KINDS, Shares

PAGE = Path(__file__).parents[1] / "NAMES.md"
_ROW = re.compile(r"\| `([A-Z]+ [^`]*)` \| `[^`]*` \| `([^`]*)` \|.*\| ([^|]*) \|")


def replaced(text: str, section: str, body: str) -> str:
    """The text with a section between its markers replaced."""
    begin, end = f"<!-- {section} -->", f"<!-- end of {section} -->"
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{body}\n{end}{after}"


def write(sections: Mapping[str, str]) -> None:
    """Replace sections of the page."""
    text = PAGE.read_text("utf-8")
    for section, body in sections.items():
        text = replaced(text, section, body)
    PAGE.write_text(text, "utf-8")


def shares_table(shares: Shares, documents: int) -> str:
    """The kinds of names that read badly."""
    rows = [f"{documents} documents.", "", "| Kind | Names | Share |", "| --- | --- | --- |"]
    for kind, base in KINDS.items():
        bad, total = len(shares.bad.get(kind, [])), shares.total[base] or 1
        rows.append(f"| {kind} | {bad:,} of {shares.total[base]:,} | {bad / total:.1%} |")
    return "\n".join(rows)


def auto_table(verdicts: Iterable[tuple[str, int, Verdict]]) -> str:
    """What `auto` chooses for each document."""
    rows = [
        "| Document | Operations | Style | Curated | Clean | Shared |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for file, operations, verdict in verdicts:
        percents = (verdict.curated, verdict.clean, verdict.shared)
        cells = [file, str(operations), str(verdict.style), *(f"{p:.0%}" for p in percents)]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def calls_tables(samples: Mapping[str, Sequence[Sample]]) -> str:
    """The calls of each API, with the verdicts that stand on the page for the same proposal."""
    verdicts = {(m[1], m[2]): m[3] for m in _ROW.finditer(PAGE.read_text("utf-8"))}
    parts: list[str] = []
    for vendor, listed in samples.items():
        own_verdicts = [verdicts.get((s.operation, s.resources), "") for s in listed]
        rows = [
            f"### {vendor}",
            "",
            f"{len(listed)} calls: {_counted(own_verdicts)}.",
            "",
            "| Operation | operations | resources | SDK | Verdict |",
            "| --- | --- | --- | --- | --- |",
        ]
        for s in listed:
            verdict = verdicts.get((s.operation, s.resources), "")
            vendors = f"`{s.vendor}`" if s.vendor else ""
            cells = (f"`{s.operation}`", f"`{s.today}`", f"`{s.resources}`", vendors, verdict)
            rows.append(f"| {' | '.join(cells)} |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def _counted(verdicts: Iterable[str]) -> str:
    """How many verdicts are of each kind; what follows a comma or colon is a reason."""
    counts = Counter(re.split("[:;,]", verdict)[0].strip() or "open" for verdict in verdicts)
    return ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
