"""Operations of fern."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query


def fern_cursor(
    *,
    from_: str | None = None,
) -> PagedRequest[models.Page, models.Item]:
    """GET /fern/cursor"""
    return PagedRequest(
        "GET",
        "/fern/cursor",
        models.Page,
        query={"from": from_},
        pages=Pages("cursor", "data", at=Query("from"), next="paging.next"),
    )


def fern_null(
    *,
    page: int | None = None,
    page_size: int | None = None,
) -> PagedRequest[models.Rest, models.Item]:
    """GET /fern/null"""
    return PagedRequest(
        "GET",
        "/fern/null",
        models.Rest,
        query={"page": page, "page_size": page_size},
        pages=Pages(
            "page",
            "results",
            at=Query("page"),
            next="next",
            first=1,
            limit=Query("page_size"),
        ),
    )


def fern_offset(
    *,
    at: int | None = None,
    many: int | None = None,
) -> PagedRequest[models.Page, models.Item]:
    """GET /fern/offset"""
    return PagedRequest(
        "GET",
        "/fern/offset",
        models.Page,
        query={"at": at, "many": many},
        pages=Pages(
            "offset", "data", at=Query("at"), more="paging.more", limit=Query("many")
        ),
    )


def fern_root(
    *,
    page: int | None = None,
) -> PagedRequest[models.Page, models.Item]:
    """GET /fern/root"""
    return PagedRequest(
        "GET",
        "/fern/root",
        models.Page,
        query={"page": page},
        pages=Pages("page", "data", at=Query("page"), first=1),
    )


def fern_total(
    *,
    page: int | None = None,
) -> PagedRequest[models.Totals, models.Item]:
    """GET /fern/total

    Args:
        page: Default: 0.
    """
    return PagedRequest(
        "GET",
        "/fern/total",
        models.Totals,
        query={"page": page},
        pages=Pages(
            "page",
            "rows",
            at=Query("page"),
            more="meta.has_more",
            total="meta.total",
            count="meta.total_pages",
        ),
    )
