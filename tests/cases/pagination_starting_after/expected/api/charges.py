"""Operations of charges."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query


def list_charges(
    *,
    ending_before: str | None = None,
    limit: int | None = None,
    starting_after: str | None = None,
) -> PagedRequest[models.Charges, models.Charge]:
    """GET /charges"""
    return PagedRequest(
        "GET",
        "/charges",
        models.Charges,
        query={
            "ending_before": ending_before,
            "limit": limit,
            "starting_after": starting_after,
        },
        pages=Pages(
            "cursor", "data", at=Query("starting_after"), last="id", more="has_more"
        ),
    )
