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
