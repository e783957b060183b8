"""Operations of self."""

from __future__ import annotations

from .. import models
from .._runtime.request import Request


def list_self(
    *,
    offset: int | None = None,
    limit: int | None = None,
) -> Request[models.Self]:
    """GET /self"""
    return Request(
        "GET",
        "/self",
        models.Self,
        query={"offset": offset, "limit": limit},
    )
