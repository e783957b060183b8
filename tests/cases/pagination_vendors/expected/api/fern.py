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
        pages=Pages("offset", "data", at=Query("at"), more="paging.more"),
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
