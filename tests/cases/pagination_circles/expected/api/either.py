"""Operations of either."""

from __future__ import annotations

from .. import models
from .._runtime.request import Request


def list_either(
    *,
    offset: int | None = None,
    limit: int | None = None,
) -> Request[models.Either]:
    """GET /either"""
    return Request(
        "GET",
        "/either",
        models.Either,
        query={"offset": offset, "limit": limit},
    )
