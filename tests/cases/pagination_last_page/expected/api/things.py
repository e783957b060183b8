"""Operations of things."""

from __future__ import annotations

from typing import Any

from .. import models
from .._runtime.paged import PagedRequest, Pages, Query


def list_declared(
    *,
    after: str | None = None,
) -> PagedRequest[models.ListDeclaredResponse, str]:
    """GET /declared"""
    return PagedRequest(
        "GET",
        "/declared",
        models.ListDeclaredResponse,
        query={"after": after},
        pages=Pages("cursor", "values", at=Query("after"), next="token", final="done"),
    )


def list_issues(
    *,
    start_at: int | None = None,
    max_results: int | None = None,
) -> PagedRequest[models.ListIssuesResponse, str]:
    """GET /issues"""
    return PagedRequest(
        "GET",
        "/issues",
        models.ListIssuesResponse,
        query={"startAt": start_at, "maxResults": max_results},
        pages=Pages("offset", "values", at=Query("startAt"), final="isLast"),
    )


def list_orders(
    *,
    page: int | None = None,
    size: int | None = None,
) -> PagedRequest[models.ListOrdersResponse, str]:
    """GET /orders

    Args:
        page: Default: 0.
    """
    return PagedRequest(
        "GET",
        "/orders",
        models.ListOrdersResponse,
        query={"page": page, "size": size},
        pages=Pages("page", "content", at=Query("page"), final="last"),
    )


def list_partial(
    *,
    page: int | None = None,
    limit: int | None = None,
) -> PagedRequest[models.ListPartialResponse, str]:
    """GET /partial"""
    return PagedRequest(
        "GET",
        "/partial",
        models.ListPartialResponse,
        query={"page": page, "limit": limit},
        pages=Pages(
            "page",
            "values",
            at=Query("page"),
            final="lastPage",
            first=1,
            limit=Query("limit"),
        ),
    )


def list_rows(
    *,
    offset: float | None = None,
    limit: float | None = None,
) -> PagedRequest[models.ListRowsResponse, dict[str, Any]]:
    """A framework of JavaScript writes "number" for integers.

    GET /rows
    """
    return PagedRequest(
        "GET",
        "/rows",
        models.ListRowsResponse,
        query={"offset": offset, "limit": limit},
        pages=Pages(
            "offset",
            "list",
            at=Query("offset"),
            final="pageInfo.isLastPage",
            total="pageInfo.totalRows",
        ),
    )
