"""Operations of runs."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages


def list_runs() -> PagedRequest[models.ListRunsResponse, models.Issue]:
    """GET /runs"""
    return PagedRequest(
        "GET",
        "/runs",
        models.ListRunsResponse,
        pages=Pages("link", "workflow_runs"),
    )
