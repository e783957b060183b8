"""Operations of runs."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query
from .._runtime.parameters import JsonText


def list_runs(
    *,
    q: models.Query | models.QueryDict | None = None,
) -> PagedRequest[models.ListRunsResponse, models.ResponseResult]:
    """GET /runs"""
    return PagedRequest(
        "GET",
        "/runs",
        models.ListRunsResponse,
        query={"q": JsonText(q)},
        pages=Pages(
            "offset", "results", at=Query("q", "page.offset"), total="paging.total"
        ),
    )
