"""Complete vendors' declarations of pagination with the outputs that mark the last page.

The extensions of other generators declare how to request the next page. Few of them declare a total, a
number of pages or a `next` that is null, which the response may still have.
"""

from __future__ import annotations

from dataclasses import replace

from restamp.ir.pagination import Pagination, Path, Style
from restamp.ir.types import Kind
from restamp.passes.pages.evidence import DEFAULT, FINALS, LEAST, MORE, NEXT_URLS, SIZES, Evidence
from restamp.passes.pages.inferred import ends_of, next_url

NEXT_PAGES = NEXT_URLS | {"next", "nextpage", "nextpagenumber"}


def completed(pages: Pagination, evidence: Evidence) -> Pagination:
    """Add the outputs that mark the last page, unless they are declared."""
    if pages.style not in (Style.OFFSET, Style.PAGE):
        more, final = evidence.output_named(MORE, Kind.BOOLEAN), evidence.output_named(
            FINALS, Kind.BOOLEAN
        )
        return replace(
            pages,
            more=pages.more or (None if more is None else more.path),
            final=pages.final or (None if final is None else final.path),
        )
    ends = ends_of(evidence, pages.style)
    size = evidence.input_named(SIZES, Kind.INTEGER)
    return replace(
        pages,
        limit=pages.limit or (None if size is None else size[1].location),
        next=pages.next or _next(evidence),
        total=pages.total or ends["total"],
        count=pages.count or ends["count"],
        more=pages.more or ends["more"],
        final=pages.final or ends["final"],
        first=_first(pages, evidence),
    )


def _next(evidence: Evidence) -> Path | None:
    """The path to the number or URL of the next page, which is null on the last one."""
    url = next_url(evidence)
    if url is not None:
        return url
    number = evidence.output_named(NEXT_PAGES, Kind.INTEGER, Kind.STRING, Kind.BOOLEAN)
    return None if number is None else number.path


def _first(pages: Pagination, evidence: Evidence) -> int:
    """The number of the first page, if the parameter's documentation has it."""
    if pages.style is not Style.PAGE:
        return pages.first
    facts = " ".join(
        fact
        for each in evidence.inputs.values()
        if each.location == pages.position
        for fact in each.doc.facts
    )
    match = DEFAULT.search(facts) or LEAST.search(facts)
    return int(match[1]) if match is not None and match[1] in ("0", "1") else pages.first
