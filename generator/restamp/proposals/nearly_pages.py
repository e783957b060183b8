"""Guess pagination that is too uncertain to be inferred, for `restamp init` to ask about."""

from __future__ import annotations

from restamp.ir.members import Declarations
from restamp.ir.operations import Operation
from restamp.ir.pagination import Pagination, RequestLocation, Style
from restamp.ir.types import Kind
from restamp.passes.pages.evidence import (
    CURSORS,
    MORE,
    NEXT_CURSORS,
    NUMBERS,
    OFFSETS,
    SIZES,
    Evidence,
    evidence_of,
)

_NEXT = NEXT_CURSORS | {"next", "cursor", "after", "lastid"}


def guess_pages(operation: Operation, declarations: Declarations) -> Pagination | None:
    """The pagination that an operation may have; `why` says what is uncertain about it."""
    evidence = evidence_of(operation, declarations) if operation.method == "GET" else None
    if evidence is None or not evidence.items:
        return None
    return _cursor(evidence) or _page(evidence) or _offset(evidence)


def _cursor(evidence: Evidence) -> Pagination | None:
    cursor, following = evidence.input_named(CURSORS, Kind.STRING), evidence.output_named(
        _NEXT, Kind.STRING
    )
    if cursor is None or following is None:
        return None
    more = evidence.output_named(MORE, Kind.BOOLEAN)
    return Pagination(
        Style.CURSOR,
        "the document does not say that the one is the other's next value",
        evidence.operation.id,
        evidence.items,
        cursor[1].location,
        _limit(evidence),
        next=following.path,
        more=None if more is None else more.path,
    )


def _page(evidence: Evidence) -> Pagination | None:
    page = evidence.input_named(NUMBERS, Kind.INTEGER)
    if page is None or evidence.input_named(OFFSETS, Kind.INTEGER) is not None:
        return None
    why = "the document does not say whether the first page is 0 or 1"
    place, limit = page[1].location, _limit(evidence)
    return Pagination(Style.PAGE, why, evidence.operation.id, evidence.items, place, limit, first=1)


def _offset(evidence: Evidence) -> Pagination | None:
    offset = evidence.input_named(OFFSETS, Kind.INTEGER)
    if offset is None or evidence.input_named(NUMBERS, Kind.INTEGER) is not None:
        return None
    why = "the document does not say that it counts items from 0"
    place, limit = offset[1].location, _limit(evidence)
    return Pagination(Style.OFFSET, why, evidence.operation.id, evidence.items, place, limit)


def _limit(evidence: Evidence) -> RequestLocation | None:
    size = evidence.input_named(SIZES, Kind.INTEGER)
    return None if size is None else size[1].location
