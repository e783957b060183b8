"""Operations of json."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query


def list_json(
    *,
    offset: int | None = None,
    limit: int | None = None,
) -> PagedRequest[models.Json, models.Json]:
    """GET /json"""
    return PagedRequest(
        "GET",
        "/json",
        models.Json,
        query={"offset": offset, "limit": limit},
        pages=Pages("offset", "data.list", at=Query("offset")),
    )
