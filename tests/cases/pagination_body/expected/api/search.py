"""Operations of search."""

from __future__ import annotations

from .. import models
from .._runtime.paged import Body, PagedRequest, Pages


def search(
    body: models.Search | models.SearchDict | None = None,
) -> PagedRequest[models.Found, models.Pet]:
    """POST /search"""
    return PagedRequest(
        "POST",
        "/search",
        models.Found,
        body=body,
        body_types={"application/json": models.Search},
        pages=Pages(
            "cursor",
            "results",
            at=Body("start_cursor"),
            next="next_cursor",
            more="has_more",
        ),
    )
