"""Operations of microsoft."""

from __future__ import annotations

from .. import models
from .._runtime.paged import PagedRequest, Pages
from .._runtime.request import Request


def microsoft() -> PagedRequest[models.Page, models.Item]:
    """GET /microsoft"""
    return PagedRequest(
        "GET",
        "/microsoft",
        models.Page,
        pages=Pages("url", "data", next="nextPage"),
    )


def microsoft_one() -> Request[models.Page]:
    """GET /microsoft/one"""
    return Request(
        "GET",
        "/microsoft/one",
        models.Page,
    )
