"""Operations of both."""

from __future__ import annotations

from .. import models
from .._runtime.request import Request


def list_both(
    *,
    offset: int | None = None,
    limit: int | None = None,
    cursor: str | None = None,
) -> Request[models.Both]:
    """With an offset and a cursor it is not clear which of them the server goes by.

    GET /both
    """
    return Request(
        "GET",
        "/both",
        models.Both,
        query={"offset": offset, "limit": limit, "cursor": cursor},
    )
