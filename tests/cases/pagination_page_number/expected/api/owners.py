"""Operations of owners."""

from __future__ import annotations

from .._runtime.paged import PagedRequest, Pages, Query


def list_owners(
    *,
    page_number: int | None = None,
    page_size: int | None = None,
) -> PagedRequest[list[str], str]:
    """GET /owners

    Args:
        page_number: Default: 0.
    """
    return PagedRequest(
        "GET",
        "/owners",
        list[str],
        query={"pageNumber": page_number, "pageSize": page_size},
        pages=Pages("page", at=Query("pageNumber")),
    )
