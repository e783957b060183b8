"""Write a diff as a changelog entry in Markdown.

Text from documents is put in code spans, so that mentions, references and addresses in it do not become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from restamp.api_diff.changes.findings import Difference, Level, side_text
from restamp.api_diff.rendering.causes import Cause, Span, causes_of, fold
from restamp.api_diff.rendering.summary import TOP, by_kind, by_resource, title, verdict
from restamp.api_diff.rendering.types import listed
from restamp.diagnostics.text import printable

LISTED = 240
"""Width of the list of symbols of a cause."""
SIDE = 80
"""Width of a type."""
SPECIAL = re.compile(r"([\\`*_\[\]<~&|!$#])")
"""Characters with a meaning in Markdown text (CommonMark 0.31, section 2.4; GFM tables; formulas)."""
LIVE = re.compile(
    r"@|://|\bwww\.|\bmailto:|\bxmpp:"  # mentions and e-mail addresses
    r"|[#!$%~^&]\w|\b[A-Za-z]{2,}-\d"  # references to issues, requests and other objects
    r"|\b[0-9a-f]{7,64}\b"  # a commit
    r"|:[\w+-]+:",  # an emoji
    re.IGNORECASE,
)
"""Text that repository hosts turn into links, notifications or pictures."""


def as_markdown(difference: Difference, *, spelled_out: bool = False) -> str:
    """Write breaking changes, additions and other changes."""
    causes = causes_of(difference)
    lines = [f"## {_words(title(difference))}", "", f"{_capital(verdict(difference))}."]
    at = difference.version_at
    where = f" ({code(f'{at.file}:{at.line}')})" if at is not None and at.file else ""
    for remark in difference.remarks:
        lines += ["", f"> {_words(remark)}{where}"]
    if len(causes) > TOP and not spelled_out:
        lines += ["", *_summary(difference, causes)]
    if spelled_out:
        causes = tuple(Cause((finding,)) for finding in difference.findings)
    for head, group in _groups(causes):
        if group:
            lines += ["", f"### {head}", "", *map(_item, group)]
    return "\n".join(lines) + "\n"


def release_notes(difference: Difference) -> list[tuple[bool, str]]:
    """The changes for those who install a client, each with whether it breaks: no places, no fingerprints."""
    client = f"{code(difference.client)}: " if difference.client else ""
    return [
        (cause.level is Level.BREAKING, f"{client}{_change(cause)}{_why(cause)}")
        for cause in sorted(causes_of(difference), key=lambda cause: cause.level.rank)
    ]


def _why(cause: Cause) -> str:
    harmless = cause.level is Level.HARMLESS or not cause.whys
    return "" if harmless else f" ({_words(cause.whys)})"


def _groups(causes: Iterable[Cause]) -> Iterable[tuple[str, list[Cause]]]:
    pending = [cause for cause in causes if not cause.first.accepted]
    harmless = [cause for cause in pending if cause.level is Level.HARMLESS]
    added = [cause for cause in harmless if cause.first.kind.endswith("-added")]
    yield "Breaking", [cause for cause in pending if cause.level is Level.BREAKING]
    yield "Breaking for tests", [cause for cause in pending if cause.level is Level.TESTS]
    yield "Added", added
    yield "Changed", [cause for cause in harmless if cause not in added]
    yield "Accepted", [cause for cause in causes if cause.first.accepted]


def _summary(difference: Difference, causes: Sequence[Cause]) -> list[str]:
    counts = (("kind", by_kind), ("resource", by_resource))
    lines = [
        f"- By {word}: {_words(listed(count(difference.findings), LISTED))}"
        for word, count in counts
    ]
    lines.append("- Look first at:")
    lines += [f"  {n}. {_spans(c.lead(SIDE))}" for n, c in enumerate(causes[:TOP], 1)]
    return lines


def _item(cause: Cause) -> str:
    if cause.level is Level.HARMLESS:
        return f"- {_change(cause)}"
    why = f"{_words(cause.whys)}; " if cause.whys else ""
    return f"- {_change(cause)} ({why}{code(cause.fingerprint)})"


def _change(cause: Cause) -> str:
    """What changes, with both sides."""
    finding = cause.first
    text = _spans(cause.lead(SIDE))
    if len(cause.findings) > 1:
        symbols = [code(symbol) for symbol in cause.symbols]
        text += f": {listed(symbols, LISTED).replace('...', '…')}"
    elif (change := cause.change) is not None and _is_wide(cause):
        text += f": {code(change.text(SIDE))}"
    else:
        sides = [
            code(fold(finding, side, SIDE))
            for side in dict.fromkeys((finding.before, finding.after))
            if side
        ]
        text += f": {' → '.join(sides)}" if sides else ""
    if cause.heirs:
        text += f", also in {listed([code(symbol) for symbol in cause.heirs], LISTED)}"
    return text


def _is_wide(cause: Cause) -> bool:
    sides = cause.first.before, cause.first.after
    return max(len(side_text(side)) for side in sides) > SIDE


def _spans(spans: Sequence[Span]) -> str:
    return "".join(code(span.text) if span.is_code else _words(span.text) for span in spans)


def code(text: str) -> str:
    """A code span; its delimiter is longer than any in the text (CommonMark 0.31, section 6.1)."""
    shown = printable(text)
    runs: Iterable[str] = re.findall(r"`+", shown)
    fence = "`" * (max((len(run) for run in runs), default=0) + 1)
    space = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{space}{shown}{space}{fence}"


def _words(text: str) -> str:
    """Escape words; those that hosts would turn into links become code spans."""
    return "".join(
        code(part) if LIVE.search(part) else SPECIAL.sub(r"\\\1", part)
        for part in re.split(r"(\s+)", printable(text))
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
