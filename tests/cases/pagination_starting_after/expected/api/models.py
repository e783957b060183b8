"""Operations of models."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query


def list_models(
    *,
    after_id: str | None = None,
) -> PagedRequest[models.Models, models.Charge]:
    """GET /models"""
    return PagedRequest(
        "GET",
        "/models",
        models.Models,
        query={"after_id": after_id},
        pages=Pages(
            "cursor", "data", at=Query("after_id"), next="last_id", more="has_more"
        ),
    )
