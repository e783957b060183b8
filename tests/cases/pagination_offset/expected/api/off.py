"""Operations of off."""

from __future__ import annotations

from .. import models
from .._runtime.request import Request


def list_off(
    *,
    offset: int | None = None,
    limit: int | None = None,
) -> Request[models.Pets]:
    """GET /off"""
    return Request(
        "GET",
        "/off",
        models.Pets,
        query={"offset": offset, "limit": limit},
    )
