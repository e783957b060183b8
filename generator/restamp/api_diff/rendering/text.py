"""Write a diff as text for a terminal: a summary, then one entry for each cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from textwrap import wrap

from restamp.api_diff.changes.findings import Difference, Finding, Level, Place, side_text
from restamp.api_diff.rendering.causes import Cause, Span, causes_of, fold
from restamp.api_diff.rendering.summary import TOP, by_kind, by_resource, title, verdict
from restamp.api_diff.rendering.types import is_union, listed
from restamp.diagnostics.text import printable

WIDTH = 100
SCREENS = 96
"""Lines of two screens; longer diffs use fewer lines for each cause."""
SYMBOL_LINES = 2
"""Lines for the symbols of one cause."""
SHORTER = ((False, 2), (False, 1), (True, 2), (True, 1))
"""Steps of shortening: whether harmless findings are grouped by rule, and the lines of an entry."""
_FIXED = "\N{NO-BREAK SPACE}"
HEADS = {
    Level.BREAKING: "Breaking",
    Level.TESTS: "Breaking for tests that construct results",
    Level.HARMLESS: "Not breaking",
}


def as_text(difference: Difference, *, spelled_out: bool = False) -> str:
    """Write at most two screens; with `spelled_out` all findings in full."""
    if spelled_out:
        each = tuple(Cause((finding,)) for finding in difference.findings)
        return "\n".join([*_head(difference, causes_of(difference)), *_entries(each, _full)]) + "\n"
    causes = causes_of(difference)
    head = _head(difference, causes)
    lines = [*head, *_entries(causes, _block)]
    for is_coarse, most in SHORTER:
        if len(lines) <= SCREENS:
            break
        shown = causes_of(difference, coarse=is_coarse)
        lines = [*head, *_entries(shown, partial(_short, most=most), gap=False)]
    if len(lines) > SCREENS:
        lines = [*head, *_cut_entries(causes_of(difference, coarse=True), SCREENS - len(head))]
    return "\n".join(lines) + "\n"


def _cut_entries(causes: Sequence[Cause], room: int) -> Iterator[str]:
    """Write one line for each cause, and more lines for the first causes if there is room."""
    groups = list(_groups(causes))
    needed = 3 * len(groups) + len(causes)
    flowing = {HEADS[Level.HARMLESS]: _flowing(groups)} if needed > room else {}
    spare = room - needed
    for head, group in groups:
        yield from ("", f"{head}:", "")
        if head in flowing:
            yield from flowing[head]
            continue
        for cause in group:
            lines = list(_short(cause, 1))
            if len(lines) - 1 <= spare:
                spare -= len(lines) - 1
                yield from lines
            else:
                yield _cut(" ".join(line.strip() for line in lines))


def _flowing(groups: Sequence[tuple[str, list[Cause]]]) -> list[str]:
    """Write the harmless causes without their locations, one after the other."""
    harmless = [c for head, group in groups if head == HEADS[Level.HARMLESS] for c in group]
    return _wrapped("; ".join(_plain(cause.lead(WIDTH // 4)) for cause in harmless))


def _head(difference: Difference, causes: Sequence[Cause]) -> list[str]:
    lines = [f"{title(difference)}: {verdict(difference)}"]
    at = difference.version_at
    where = f"    {_shown(at)}" if at is not None and at.file else ""
    lines += [f"  {printable(remark)}{where}" for remark in difference.remarks]
    if len(causes) <= TOP:
        return lines
    findings = difference.findings
    lines += ["", *_labelled("by kind", by_kind(findings))]
    lines += _labelled("by resource", by_resource(findings))
    for number, cause in enumerate(causes[:TOP], 1):
        label = "look first at" if number == 1 else ""
        lines.append(_cut(f"  {label:<15}{number}. {_plain(cause.lead(WIDTH // 2))}"))
    return lines


def _labelled(label: str, counts: Sequence[str]) -> list[str]:
    """Write counts in two lines, the most important first."""
    text = listed([count.replace(" ", _FIXED) for count in counts], 2 * (WIDTH - 24))
    first = f"  {label:<15}"
    lines = wrap(text, WIDTH, initial_indent=first, subsequent_indent=" " * len(first))
    return [line.replace(_FIXED, " ") for line in lines]


def _entries(
    causes: Sequence[Cause], entry: Callable[[Cause], Iterator[str]], *, gap: bool = True
) -> Iterator[str]:
    for head, group in _groups(causes):
        yield from ("", f"{head}:", *([] if gap else [""]))
        for cause in group:
            yield from ([""] if gap else [])
            yield from entry(cause)


def _groups(causes: Sequence[Cause]) -> Iterator[tuple[str, list[Cause]]]:
    for level, head in HEADS.items():
        group = [c for c in causes if c.level is level and not c.first.accepted]
        if group:
            yield head, group
    if accepted := [cause for cause in causes if cause.first.accepted]:
        yield "Accepted by the configuration", accepted


def _block(cause: Cause) -> Iterator[str]:
    """Write the change, the symbols, both sides with the first location, and the reason."""
    if len(cause.findings) == 1:
        yield from _full(cause, is_folded=True)
        return
    yield from _listed(cause, SYMBOL_LINES)
    sides = ([f.old for f in cause.findings], [f.new for f in cause.findings])
    for sign, places in zip("-+", sides, strict=True):
        place = next((place for place in places if place is not None), None)
        if place is not None:
            yield f"{sign} {_shown(place)}    and more"
    yield from _why(cause)


def _full(cause: Cause, *, is_folded: bool = False) -> Iterator[str]:
    finding = cause.first
    yield f"{printable(finding.symbol)} {printable(finding.message)}"
    yield from _sides(cause, finding, is_folded)
    yield from _why(cause, is_folded=is_folded)


def _sides(cause: Cause, finding: Finding, is_folded: bool) -> Iterator[str]:
    before, after = side_text(finding.before), side_text(finding.after)
    shown = [
        fold(finding, side, WIDTH) if is_folded else side_text(side)
        for side in (finding.before, finding.after)
    ]
    change, is_change = cause.change, False
    if change is not None and (change.note or max(len(before), len(after)) > WIDTH // 2):
        if change.note:
            yield f"  {change.note}"
        elif is_union(finding.before) or is_union(finding.after) or change.inside:
            shown, is_change = list(change.sides(WIDTH if is_folded else 0)), True
    for sign, text, place in (("-", shown[0], finding.old), ("+", shown[1], finding.new)):
        parts = [printable(text)] if text else []
        parts += [] if place is None else [_shown(place)]
        if parts and (text or not is_change or place):
            yield f"{sign} {'    '.join(parts)}"
    if is_change:
        yield "  the other members of the type are unchanged"


def _why(cause: Cause, *, is_folded: bool = True) -> Iterator[str]:
    """Write the symbols that inherit it, the reason for its level, and its fingerprint."""
    if heirs := [printable(symbol) for symbol in cause.heirs]:
        shown = listed(heirs, WIDTH - 20) if is_folded else ", ".join(heirs)
        yield f"  also in {shown}"
    mark = "" if cause.level is Level.HARMLESS else f"[{cause.fingerprint}]"
    if text := "  ".join(filter(None, (cause.whys, mark))):
        yield f"  {text}"


def _short(cause: Cause, most: int) -> Iterator[str]:
    """Write the change and the symbols in at most `most` lines."""
    if len(cause.findings) > 1:
        yield from _listed(cause, most)
    else:
        yield from _wrapped(_plain(cause.brief(WIDTH - 20)))


def _listed(cause: Cause, most: int) -> list[str]:
    lead = _plain(cause.lead(WIDTH // 2))
    symbols = [printable(symbol) for symbol in cause.symbols]
    room = most * (WIDTH - 4) - (most - 1) * max(map(len, symbols)) - len(lead)
    return _wrapped(f"{lead}: {listed(symbols, max(room, 24))}")


def _wrapped(text: str) -> list[str]:
    return wrap(
        text, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )


def _plain(spans: Sequence[Span]) -> str:
    return printable("".join(span.text for span in spans))


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 3]}..."


def _shown(place: Place) -> str:
    where = f"{printable(place.file)}:{place.line} " if place.file else ""
    return f"{where}{printable(place.pointer)}"
