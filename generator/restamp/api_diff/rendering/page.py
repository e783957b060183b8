"""Write a diff as one self-contained HTML page with filters, old and new side by side."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from html import escape

from restamp.api_diff.changes.findings import Difference, Finding, Level, Place, Side
from restamp.api_diff.rendering.causes import Cause, causes_of, resource
from restamp.api_diff.rendering.page_parts import SCRIPT, STYLE
from restamp.api_diff.rendering.summary import title, verdict
from restamp.api_diff.rendering.types import Member, pieces
from restamp.diagnostics.text import printable

LEAD = 100
"""Width of a type in the heading of a cause."""
NAMES = {Level.BREAKING: "breaking", Level.TESTS: "breaking for tests", Level.HARMLESS: "harmless"}


def as_html(*differences: Difference) -> str:
    """Write the page; its content security policy allows only its own style and script."""
    style, script = STYLE, SCRIPT
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    one = differences[0] if len(differences) == 1 else None
    heading = _text(title(one) if one else f"{len(differences)} clients changed")
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{heading}</title>",
        f"<style>{style}</style>",
        f"<h1>{_arrow(heading)}</h1>",
        *(_verdict(one) if one else ()),
        *_form(differences),
        *(line for difference in differences for line in _section(difference, is_only=bool(one))),
        f"<script>{script}</script>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _section(difference: Difference, *, is_only: bool) -> Iterator[str]:
    """Write the causes of a client, with its name and verdict if there are several clients."""
    if not is_only:
        yield f"<h2>{_arrow(_text(title(difference)))}</h2>"
        yield from _verdict(difference)
    for cause in causes_of(difference):
        yield from _cause(cause, difference.client)


def _arrow(heading: str) -> str:
    """The heading, with non-breaking spaces around its arrow."""
    return heading.replace(" -&gt; ", " \N{RIGHTWARDS ARROW} ")


def _verdict(difference: Difference) -> Iterator[str]:
    yield f'<p class="verdict">{_text(verdict(difference))}</p>'
    at = difference.version_at
    where = f' <span class="place">{_text(f"{at.file}:{at.line}")}</span>' if at and at.file else ""
    for remark in difference.remarks:
        yield f"<p>{_text(remark)}{where}</p>"


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _form(differences: Sequence[Difference]) -> Iterator[str]:
    findings = [finding for difference in differences for finding in difference.findings]
    yield "<form>"
    if len(differences) > 1:
        yield _select("client", {one.client: printable(one.client) for one in differences})
    levels = {
        level.value: NAMES[level] for level in Level if any(f.level is level for f in findings)
    }
    yield _select("level", levels)
    yield _select("kind", {kind: kind for kind in sorted({f.kind for f in findings})})
    resources = sorted({printable(resource(f)) for f in findings})
    yield _select("resource", {name: name for name in resources})
    yield '<label>word<input name="word" type="search" autocomplete="off"></label>'
    yield f'<output class="count">{len(findings)} changes</output>'
    yield "</form>"


def _select(name: str, options: dict[str, str]) -> str:
    shown = "".join(
        f'<option value="{_text(value)}">{_text(text)}</option>' for value, text in options.items()
    )
    return (
        f'<label>{name}<select name="{name}"><option value="">all</option>{shown}</select></label>'
    )


def _cause(cause: Cause, client: str) -> Iterator[str]:
    spans = "".join(
        f"<code>{_text(span.text)}</code>" if span.is_code else _text(span.text)
        for span in cause.lead(LEAD)
    )
    badge = NAMES[cause.level] + (", accepted" if cause.first.accepted else "")
    opened = " open" if len(cause.findings) == 1 else ""
    yield f'<details class="cause {cause.level.value}"{opened}>'
    yield f'<summary><span class="badge">{badge}</span>{spans}</summary>'
    why = f"{_text(cause.whys)} " if cause.whys else ""
    yield f'<p class="why">{why}<code>{cause.fingerprint}</code></p>'
    for finding in cause.findings:
        yield from _finding(finding, client)
    yield "</details>"


def _finding(finding: Finding, client: str) -> Iterator[str]:
    data = (
        ("client", client),
        ("level", finding.level.value),
        ("kind", finding.kind),
        ("resource", resource(finding)),
    )
    shown = " ".join(f'data-{key}="{_text(value)}"' for key, value in data if value)
    yield f'<div class="finding" {shown}>'
    yield f"<div><code>{_text(finding.symbol)}</code> {_text(finding.message)}</div>"
    change = Cause((finding,)).change
    removed, added = (change.removed, change.added) if change else ((), ())
    yield '<div class="sides">'
    yield _side("old", finding.before, finding.old, "del", removed)
    yield _side("new", finding.after, finding.new, "ins", added)
    yield "</div>"
    if finding.also:
        yield f"<div>also in {', '.join(f'<code>{_text(symbol)}</code>' for symbol in finding.also)}</div>"
    yield "</div>"


def _side(name: str, side: Side, place: Place | None, tag: str, marked: Collection[Member]) -> str:
    if not side and place is None:
        return "<div></div>"
    parts = "".join(
        f"<{tag}>{_text(text)}</{tag}>" if is_marked else _text(text)
        for text, is_marked in pieces(side, marked)
    )
    where = "" if place is None else f"{place.file}:{place.line} " if place.file else ""
    shown = "" if place is None else f'<div class="place">{_text(where + place.pointer)}</div>'
    return f'<div class="{name}"><code>{parts}</code>{shown}</div>'


def _text(text: str) -> str:
    return escape(printable(text), quote=True)
