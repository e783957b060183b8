"""Operations of declared."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query


def list_declared(
    *,
    from_: str | None = None,
) -> PagedRequest[models.Charges, models.Charge]:
    """GET /declared"""
    return PagedRequest(
        "GET",
        "/declared",
        models.Charges,
        query={"from": from_},
        pages=Pages("cursor", "data", at=Query("from"), last="id", more="has_more"),
    )
