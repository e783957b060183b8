"""Operations of executions."""

from __future__ import annotations

from .. import models
from .._runtime.request import Request


def list_executions(
    *,
    query: str | None = None,
) -> Request[models.Page]:
    """GET /executions"""
    return Request(
        "GET",
        "/executions",
        models.Page,
        query={"q": query},
    )
