"""Operations of stays."""

from __future__ import annotations

from .._runtime.request import Request


def list_stays(
    *,
    page: int | None = None,
    size: int | None = None,
) -> Request[list[str]]:
    """Nothing says whether the first page is 0 or 1.

    GET /stays
    """
    return Request(
        "GET",
        "/stays",
        list[str],
        query={"page": page, "size": size},
    )
