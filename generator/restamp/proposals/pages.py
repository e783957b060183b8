"""Propose pagination: inferred pagination made explicit, and guesses to be confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from restamp.ir.members import Declarations
from restamp.ir.operations import Operation
from restamp.ir.pagination import Pagination, Path, RequestLocation, Style
from restamp.lower.pages.pagination import POSITIONS
from restamp.proposals.nearly_pages import guess_pages
from restamp.proposals.proposal import Proposal, Topic
from restamp.spec.tree.extensions import PAGINATION
from restamp.spec.tree.tree import Json

_INFERRED = "inferred: "


def pages_of(operations: Sequence[Operation], declarations: Declarations) -> Iterator[Proposal]:
    """Propose pagination for operations without a declaration; the passes have run before."""
    for operation in operations:
        pages = operation.pagination
        if pages is not None and pages.why.startswith(_INFERRED):
            why = f"Paginated, because of {pages.why.removeprefix(_INFERRED)}."
            yield Proposal(Topic.PAGES, operation.id, _update(pages), why, sure=True)
        elif pages is None and operation.waiter is None:
            guess = guess_pages(operation, declarations)
            if guess is not None:
                why = f"Probably paginated; {guess.why}."
                yield Proposal(Topic.PAGES, operation.id, _update(guess), why, sure=False)


def _update(pages: Pagination) -> dict[str, Json]:
    """The update of an overlay for this pagination (specs/README.md describes the keys)."""
    declared: dict[str, Json] = {"style": str(pages.style)}
    if pages.style in POSITIONS and pages.position is not None:
        declared[POSITIONS[pages.style]] = _location(pages.position)
    if pages.limit is not None:
        declared["limit"] = _location(pages.limit)
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
    return {PAGINATION.own: declared}


def _location(location: RequestLocation) -> Json:
    if location.parameter is None:
        return {"body": _path(location.path)}
    if location.path:
        return {"parameter": location.parameter, "path": _path(location.path)}
    return location.parameter


def _path(path: Path) -> Json:
    """Format a path: names separated by dots, or a list if a name contains a dot."""
    return list(path) if any("." in name for name in path) else ".".join(path)
