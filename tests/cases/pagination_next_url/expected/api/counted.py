"""Operations of counted."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages


def list_counted() -> PagedRequest[models.Counted, models.Pet]:
    """GET /counted"""
    return PagedRequest(
        "GET",
        "/counted",
        models.Counted,
        pages=Pages("url", "results", next="next"),
    )
