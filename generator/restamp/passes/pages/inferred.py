"""Infer pagination that is not declared, only where the document is unambiguous.

A wrong inference silently loses items, so every rule needs both a parameter and a matching response
field, and nothing is inferred if two rules disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from restamp.ir.declarations import Field
from restamp.ir.members import Declarations
from restamp.ir.operations import Operation
from restamp.ir.pagination import Pagination, Path, Style
from restamp.ir.types import Kind
from restamp.passes.pages.evidence import (
    COUNTS,
    CURSORS,
    DEFAULT,
    FINALS,
    LEAST,
    LINKS,
    MONEY,
    MORE,
    NEXT_CURSORS,
    NEXT_URLS,
    NUMBERS,
    OF_THE_PAGE,
    OFFSETS,
    PER_PAGE,
    SEARCH,
    SIZES,
    TOTALS,
    URL_WORDS,
    Evidence,
    Input,
    Output,
    evidence_of,
    fields_of,
    is_kind,
    normalized,
)


def inferred(operation: Operation, declarations: Declarations) -> Pagination | None:
    """Infer the pagination of an operation; None if that is not certain."""
    evidence = evidence_of(operation, declarations)
    if evidence is None:
        return None
    cursor = _by_last(evidence) or _by_cursor(evidence)
    if operation.method == "POST":
        return (
            cursor
            if SEARCH.search(operation.path) or evidence.output_named(MORE, Kind.BOOLEAN)
            else None
        )
    number = _by_offset(evidence), _by_page(evidence)
    counted = next(filter(None, number), None)
    if linked := _by_link(evidence):
        return linked
    if cursor and counted:
        # The request decides which of the two the server uses; a parameter may select one.
        if "usemarker" in evidence.inputs and number[0]:
            return number[0]
        return _by_url(evidence)
    if all(number):
        return _by_url(evidence)
    return cursor or _by_url(evidence) or counted


def _by_link(evidence: Evidence) -> Pagination | None:
    """GitHub: the response has a Link header, and the query has parameters about pagination."""
    operation = evidence.operation
    linked = any(
        header.name.lower() == "link"
        for response in operation.responses
        if response.status.is_success
        for header in response.headers
    )
    about = [
        n for n in evidence.inputs if n in NUMBERS | CURSORS | PER_PAGE | {"pagesize", "limit"}
    ]
    if not linked or not about or operation.method != "GET":
        return None
    return _pagination(
        evidence, Style.LINK, f"Link header of the response, {_names(evidence, about)}"
    )


def _by_last(evidence: Evidence) -> Pagination | None:
    """Stripe: the cursor is the id of the last item."""
    cursor = evidence.inputs.get("startingafter")
    more = evidence.outputs.get("hasmore")
    ids = [f for f in fields_of(evidence.item, evidence.declarations) if f.wire_name == "id"]
    if (
        cursor is None
        or more is None
        or not ids
        or evidence.output_named(NEXT_CURSORS, Kind.STRING)
    ):
        return None
    if not is_kind(more.type, (Kind.BOOLEAN,)) or not is_kind(cursor.type, (Kind.STRING,)):
        return None
    why = f"{_names(evidence, ['startingafter'])}, {_dotted(more.path)} and items with id"
    return _pagination(evidence, Style.CURSOR, why, cursor, last=("id",), more=more.path)


def _by_cursor(evidence: Evidence) -> Pagination | None:
    """A parameter takes the cursor from the response."""
    more = evidence.output_named(MORE, Kind.BOOLEAN)
    for inputs, kind, outputs in (
        (CURSORS, Kind.STRING, NEXT_CURSORS),
        (CURSORS, Kind.INTEGER, NEXT_CURSORS),
        ({"page"}, Kind.STRING, {"nextpage"}),
        ({"after", "afterid"}, Kind.STRING, {"lastid"} if more is not None else set[str]()),
    ):
        cursor = evidence.input_named(inputs, kind)
        following = evidence.output_named(outputs, kind)
        if cursor is not None and following is not None and not _is_url(following.field):
            why = f"{_names(evidence, [cursor[0]])}, {_dotted(following.path)} of the response"
            return _pagination(
                evidence,
                Style.CURSOR,
                why,
                cursor[1],
                next=following.path,
                more=None if more is None else more.path,
            )
    return None


def _by_url(evidence: Evidence) -> Pagination | None:
    """The response has the URL of the next page."""
    if evidence.operation.method != "GET":
        return None
    path = next_url(evidence)
    if path is None:
        return None
    return _pagination(evidence, Style.URL, f"URL in {_dotted(path)} of the response", next=path)


def next_url(evidence: Evidence) -> Path | None:
    """The path to the URL of the next page; None if there is none, or several."""
    paths = {o.path: o for o in evidence.outputs.values() if _is_next_url(o)}
    return next(iter(paths)) if len(paths) == 1 else None


def _is_next_url(output: Output) -> bool:
    if not is_kind(output.type, (Kind.STRING,)):
        return False
    *above, name = map(normalized, output.path)
    if name in NEXT_URLS or (name == "href" and above[-1:] == ["next"]):
        return True
    is_url = _is_url(output.field)
    return (name == "nextpage" and is_url) or (
        name == "next" and (is_url or bool(LINKS & {*above}))
    )


def _is_url(field: Field) -> bool:
    text = f"{field.doc.summary} {field.doc.description}"
    return field.is_url or bool(URL_WORDS.search(text))


def _by_offset(evidence: Evidence) -> Pagination | None:
    """Parameters for the number of items to skip and the number to return."""
    offset = evidence.input_named(OFFSETS, Kind.INTEGER)
    limit = evidence.input_named(SIZES, Kind.INTEGER)
    if offset is None or limit is None or evidence.input_named(NUMBERS, Kind.INTEGER) is not None:
        return None
    text = f"{offset[1].doc.description} {' '.join(offset[1].doc.facts)}"
    least, default = LEAST.search(text), DEFAULT.search(text)
    if any(match is not None and match[1] != "0" for match in (least, default)):
        return None
    if re.search(r"\bpages? (number|index)|number of pages", text, re.IGNORECASE):
        return None
    why = f"{_names(evidence, [offset[0], limit[0]])}, one list"
    return _counted(evidence, Style.OFFSET, why, offset[1], limit[1], 0)


def _by_page(evidence: Evidence) -> Pagination | None:
    """Parameters for the page number and the page size, with a known first page number."""
    page = evidence.input_named(NUMBERS, Kind.INTEGER)
    size = evidence.input_named(SIZES, Kind.INTEGER)
    if page is None or size is None or evidence.input_named(OFFSETS, Kind.INTEGER) is not None:
        return None
    text = " ".join(page[1].doc.facts)
    least, default = LEAST.search(text), DEFAULT.search(text)
    if default is not None:
        first = int(default[1])
    elif (least is not None and int(least[1]) == 1) or (least is None and size[0] in PER_PAGE):
        first = 1
    else:
        return None
    if first not in (0, 1):
        return None
    why = f"{_names(evidence, [page[0], size[0]])}, one list, first page {first}"
    return _counted(evidence, Style.PAGE, why, page[1], size[1], first)


def _counted(
    evidence: Evidence, style: Style, why: str, at: Input, limit: Input, first: int
) -> Pagination:
    """Pagination by offset or page number."""
    ends = ends_of(evidence, style)
    return _pagination(evidence, style, why, at, limit=limit.location, **ends, first=first)


def ends_of(evidence: Evidence, style: Style) -> dict[str, Path | None]:
    """Outputs that mark the last page, used only if their descriptions are unambiguous."""
    total = evidence.output_named(TOTALS, Kind.INTEGER)
    about = "" if total is None else total.field.doc.description
    if OF_THE_PAGE.search(about) or MONEY.search(about):
        total = None
    count = evidence.output_named(COUNTS, Kind.INTEGER) if style is Style.PAGE else None
    more, final = evidence.output_named(MORE, Kind.BOOLEAN), evidence.output_named(
        FINALS, Kind.BOOLEAN
    )
    ends = {"total": total, "count": count, "more": more, "final": final}
    return {name: None if end is None else end.path for name, end in ends.items()}


def _pagination(
    evidence: Evidence, style: Style, why: str, at: Input | None = None, **more: Any
) -> Pagination:
    return Pagination(
        style,
        f"inferred: {why}",
        evidence.operation.id,
        evidence.items,
        None if at is None else at.location,
        **more,
    )


def _names(evidence: Evidence, names: Iterable[str]) -> str:
    """The names of parameters, as in the document."""
    locations = [evidence.inputs[name].location for name in names]
    texts = [".".join([p.parameter or "body", *p.path]) for p in locations]
    return f"parameter{'s' if len(texts) > 1 else ''} {' and '.join(texts)}"


def _dotted(path: Path) -> str:
    return ".".join(path)
