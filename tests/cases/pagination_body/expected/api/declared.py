"""Operations of declared."""

from __future__ import annotations

from .. import models
from .._runtime.paged import Body, PagedRequest, Pages


def find(
    body: models.Find | models.FindDict,
) -> PagedRequest[models.Found, models.Pet]:
    """POST /declared"""
    return PagedRequest(
        "POST",
        "/declared",
        models.Found,
        body=body,
        body_types={"application/json": models.Find},
        pages=Pages("offset", "results", at=Body("page.offset")),
    )
