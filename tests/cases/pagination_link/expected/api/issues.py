"""Operations of issues."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages
from .._runtime.request import Request


def get_issue(
    id: str,
) -> Request[models.Issue]:
    """GET /issues/{id}

    Returns:
        A header alone makes no pages.
        Header Link (str)
    """
    return Request(
        "GET",
        "/issues/{id}",
        models.Issue,
        path={"id": id},
    )


def list_issues(
    *,
    per_page: int | None = None,
    page: int | None = None,
) -> PagedRequest[list[models.Issue], models.Issue]:
    """GET /issues

    Returns:
        Header Link (str)
    """
    return PagedRequest(
        "GET",
        "/issues",
        list[models.Issue],
        query={"per_page": per_page, "page": page},
        pages=Pages("link"),
    )
