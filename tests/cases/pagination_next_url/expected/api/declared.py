"""Operations of declared."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages


def list_declared() -> PagedRequest[models.Unclear, models.Pet]:
    """GET /declared"""
    return PagedRequest(
        "GET",
        "/declared",
        models.Unclear,
        pages=Pages("url", "results", next="next"),
    )
