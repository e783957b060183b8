"""Operations of odata."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages


def list_odata() -> PagedRequest[models.Odata, models.Pet]:
    """GET /odata"""
    return PagedRequest(
        "GET",
        "/odata",
        models.Odata,
        pages=Pages("url", "value", next=("@odata.nextLink",)),
    )
