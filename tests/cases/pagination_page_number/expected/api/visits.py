"""Operations of visits."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query


def list_visits(
    *,
    page: int | None = None,
) -> PagedRequest[models.ListVisitsResponse, str | None]:
    """GET /visits"""
    return PagedRequest(
        "GET",
        "/visits",
        models.ListVisitsResponse,
        query={"page": page},
        pages=Pages("page", "data.visits", at=Query("page"), count="data.pages"),
    )
