"""Operations of linked."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages


def list_linked() -> PagedRequest[models.Linked, models.Pet]:
    """GET /linked"""
    return PagedRequest(
        "GET",
        "/linked",
        models.Linked,
        pages=Pages("url", "droplets", next="links.pages.next"),
    )
