"""Pages: those that are inferred, said aloud, and those that are not inferred, to be asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from restamp.ir.members import Declarations
from restamp.ir.operations import Operation
from restamp.ir.pagination import Pagination, Path, RequestLocation, Style
from restamp.lower.pages.pagination import EXTENSION, POSITIONS
from restamp.proposals.nearly_pages import nearly
from restamp.proposals.proposal import Proposal, Topic
from restamp.spec.tree.tree import Json

_INFERRED = "inferred: "


def pages_of(operations: Sequence[Operation], declarations: Declarations) -> Iterator[Proposal]:
    """Proposals for operations of which nothing is declared; those of the passes are before us."""
    for operation in operations:
        pages = operation.pagination
        if pages is not None and pages.why.startswith(_INFERRED):
            why = f"Pages, because of {pages.why.removeprefix(_INFERRED)}."
            yield Proposal(Topic.PAGES, operation.id, _update(pages), why, sure=True)
        elif pages is None and operation.waiter is None:
            found = nearly(operation, declarations)
            if found is not None:
                why = f"Pages, it seems; {found.why}."
                yield Proposal(Topic.PAGES, operation.id, _update(found), why, sure=False)


def _update(pages: Pagination) -> dict[str, Json]:
    """What an overlay says of these pages (specs/README.md has the keys)."""
    declared: dict[str, Json] = {"style": str(pages.style)}
    if pages.style in POSITIONS and pages.position is not None:
        declared[POSITIONS[pages.style]] = _place(pages.position)
    if pages.limit is not None:
        declared["limit"] = _place(pages.limit)
    paths = {
        "items": pages.items,
        "next": pages.next,
        "last": pages.last,
        "more": pages.more,
        "final": pages.final,
        "total": pages.total,
        "pages": pages.count,
    }
    declared |= {key: _path(path) for key, path in paths.items() if path}
    if pages.style in (Style.OFFSET, Style.PAGE):
        declared["first"] = pages.first
    return {EXTENSION: declared}


def _place(place: RequestLocation) -> Json:
    if place.parameter is None:
        return {"body": _path(place.path)}
    if place.path:
        return {"parameter": place.parameter, "path": _path(place.path)}
    return place.parameter


def _path(path: Path) -> Json:
    """Names with dots between them; a list where a name has one itself."""
    return list(path) if any("." in name for name in path) else ".".join(path)
