"""Operations of speakeasy."""

from __future__ import annotations

from .. import models
from .._runtime.paged import Body, PagedRequest, Pages, Query


def speakeasy_last(
    body: models.SpeakeasyLastBody | models.SpeakeasyLastBodyDict | None = None,
) -> PagedRequest[models.Page, models.Item]:
    """POST /speakeasy/last"""
    return PagedRequest(
        "POST",
        "/speakeasy/last",
        models.Page,
        body=body,
        pages=Pages("cursor", "data", at=Body("since"), last="at"),
    )


def speakeasy_more(
    *,
    cursor: str | None = None,
) -> PagedRequest[models.Totals, models.Item]:
    """GET /speakeasy/more"""
    return PagedRequest(
        "GET",
        "/speakeasy/more",
        models.Totals,
        query={"cursor": cursor},
        pages=Pages(
            "cursor",
            "rows",
            at=Query("cursor"),
            next="meta.cursor",
            more="meta.has_more",
        ),
    )


def speakeasy_pages(
    *,
    p: int | None = None,
) -> PagedRequest[models.Page, models.Item]:
    """GET /speakeasy/pages"""
    return PagedRequest(
        "GET",
        "/speakeasy/pages",
        models.Page,
        query={"p": p},
        pages=Pages("page", "data", at=Query("p"), count="paging.count", first=1),
    )


def speakeasy_total(
    *,
    skip: int | None = None,
    take: int | None = None,
) -> PagedRequest[models.Totals, models.Item]:
    """GET /speakeasy/total"""
    return PagedRequest(
        "GET",
        "/speakeasy/total",
        models.Totals,
        query={"skip": skip, "take": take},
        pages=Pages(
            "offset",
            "rows",
            at=Query("skip"),
            more="meta.has_more",
            total="meta.total",
            limit=Query("take"),
        ),
    )
