"""Operations of deep."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query
from .._runtime.parameters import Styled


def list_deep(
    *,
    page: models.ListDeepPage | models.ListDeepPageDict | None = None,
) -> PagedRequest[models.Pets, models.Pet]:
    """GET /deep"""
    return PagedRequest(
        "GET",
        "/deep",
        models.Pets,
        query={"page": Styled(page, "deepObject", explode=False)},
        pages=Pages("offset", "results", at=Query("page", "offset")),
    )
