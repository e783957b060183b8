"""Operations of pets."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query


def list_pets(
    *,
    offset: int | None = None,
    limit: int | None = None,
) -> PagedRequest[models.Pets, models.Pet]:
    """GET /pets

    Args:
        offset: Default: 0.
    """
    return PagedRequest(
        "GET",
        "/pets",
        models.Pets,
        query={"offset": offset, "limit": limit},
        pages=Pages("offset", "results", at=Query("offset"), total="total"),
    )
