"""Operations of hal."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages


def list_hal() -> PagedRequest[models.Hal, models.Pet]:
    """GET /hal"""
    return PagedRequest(
        "GET",
        "/hal",
        models.Hal,
        pages=Pages("url", "data", next="_links.next.href"),
    )
