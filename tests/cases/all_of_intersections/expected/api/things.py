"""Operations of things."""

from __future__ import annotations

from typing import Literal

from .. import models
from .._runtime.request import Request


def get_thing(
    id: models.Id,
    *,
    only: Literal["active"] | None = None,
) -> Request[models.Thing]:
    """GET /things/{id}"""
    return Request(
        "GET",
        "/things/{id}",
        models.Thing,
        path={"id": id},
        query={"only": only},
    )
