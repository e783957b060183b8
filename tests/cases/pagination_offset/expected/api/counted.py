"""Operations of counted."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query


def list_counted(
    *,
    skip: int | None = None,
    take: int | None = None,
) -> PagedRequest[models.ListCountedResponse, str]:
    """GET /counted

    Returns:
        The total is not that of all items.
    """
    return PagedRequest(
        "GET",
        "/counted",
        models.ListCountedResponse,
        query={"skip": skip, "take": take},
        pages=Pages("offset", "items", at=Query("skip")),
    )
