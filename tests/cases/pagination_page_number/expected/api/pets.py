"""Operations of pets."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query


def list_pets(
    *,
    page: int | None = None,
    per_page: int | None = None,
) -> PagedRequest[models.ListPetsResponse, models.Pet]:
    """GET /pets

    Args:
        page: Default: 1.
    """
    return PagedRequest(
        "GET",
        "/pets",
        models.ListPetsResponse,
        query={"page": page, "per_page": per_page},
        pages=Pages(
            "page",
            "pets",
            at=Query("page"),
            total="meta.total_items",
            count="meta.total_pages",
            first=1,
        ),
    )
