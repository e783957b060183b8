"""A difference as text for a terminal, as an entry of a changelog in Markdown, and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from restamp.api_diff.findings import Difference, Finding, Level, Place
from restamp.diagnostics import printable

MARKDOWN = re.compile(r"([\\`*_\[\]<~&])")
"""What means something to Markdown within a line (CommonMark 0.31, section 2.4)."""


def as_text(found: Difference) -> str:
    """Each finding with both sides, their places and why."""
    lines = [f"{_title(found)}: {_counted(found)}; {_advised(found)}"]
    for head, findings in (("Breaking", found.breaking), ("Not breaking", found.harmless)):
        if findings:
            lines += ["", f"{head}:"]
        for finding in findings:
            lines += ["", *_block(finding)]
    return "\n".join(lines) + "\n"


def as_markdown(found: Difference) -> str:
    """An entry of a changelog: what is breaking, what was added, what changed besides."""
    added = [f for f in found.harmless if f.kind.endswith("-added")]
    changed = [f for f in found.harmless if not f.kind.endswith("-added")]
    lines = [
        f"## {_escaped(_title(found))}",
        "",
        f"{_counted(found).capitalize()}; {_advised(found)}.",
    ]
    for head, findings in (("Breaking", found.breaking), ("Added", added), ("Changed", changed)):
        if findings:
            lines += ["", f"### {head}", "", *map(_item, findings)]
    return "\n".join(lines) + "\n"


def as_json(found: Difference) -> dict[str, Any]:
    """All there is, for programs."""
    return {
        "title": found.title,
        "old_version": found.old_version,
        "new_version": found.new_version,
        "advice": str(found.advice),
        "breaking": len(found.breaking),
        "findings": [
            {**asdict(finding), "old": _place(finding.old), "new": _place(finding.new)}
            for finding in found.findings
        ],
    }


def _title(found: Difference) -> str:
    versions = found.old_version, found.new_version
    shown = versions[0] if versions[0] == versions[1] else " -> ".join(versions)
    return printable(f"{found.title} {shown}")


def _counted(found: Difference) -> str:
    if not found.findings:
        return "no change for callers"
    breaking, others = len(found.breaking), len(found.harmless)
    parts = [f"{breaking or 'no'} breaking change{'' if breaking == 1 else 's'}"]
    if others:
        parts.append(f"{others} other{'' if others == 1 else 's'}")
    return ", ".join(parts)


def _advised(found: Difference) -> str:
    return f"a {found.advice} version"


def _block(finding: Finding) -> Iterator[str]:
    yield f"{printable(finding.symbol)} {printable(finding.message)}"
    for sign, text, place in (
        ("-", finding.before, finding.old),
        ("+", finding.after, finding.new),
    ):
        parts = [printable(text)] if text else []
        parts += [] if place is None else [_shown(place)]
        if parts:
            yield f"{sign} {'    '.join(parts)}"
    if finding.also:
        yield f"  in {printable(', '.join(finding.also))} as well"
    if finding.why:
        yield f"  {finding.why}"


def _shown(place: Place) -> str:
    where = f"{printable(place.file)}:{place.line} " if place.file else ""
    return f"{where}{printable(place.pointer)}"


def _item(finding: Finding) -> str:
    text = f"- {_code(finding.symbol)} {_escaped(printable(finding.message))}"
    sides = [_code(side) for side in (finding.before, finding.after) if side]
    if sides:
        text += f": {' → '.join(sides)}"
    if finding.also:
        text += f", in {', '.join(map(_code, finding.also))} as well"
    return (
        f"{text} ({finding.why})" if finding.level is not Level.HARMLESS and finding.why else text
    )


def _code(text: str) -> str:
    """A code span; its fence is longer than any in the text (CommonMark 0.31, section 6.1)."""
    shown = printable(text)
    runs: Iterable[str] = re.findall(r"`+", shown)
    fence = "`" * (max((len(run) for run in runs), default=0) + 1)
    space = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{space}{shown}{space}{fence}"


def _escaped(text: str) -> str:
    return MARKDOWN.sub(r"\\\1", text)


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"pointer": place.pointer, "file": place.file, "line": place.line}
