"""Operations of unclear."""

from __future__ import annotations

from .. import models
from .._runtime.request import Request


def list_unclear() -> Request[models.Unclear]:
    """Nothing says that `next` is a URL.

    GET /unclear
    """
    return Request(
        "GET",
        "/unclear",
        models.Unclear,
    )
