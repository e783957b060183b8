"""Operations of pets."""

from __future__ import annotations

from uuid import UUID

from .. import models
from .._runtime.request import Request


def get_pet(
    id: UUID | str,
) -> Request[models.Pet]:
    """GET /pets/{id}"""
    return Request(
        "GET",
        "/pets/{id}",
        models.Pet,
        path={"id": id},
    )


def list_pets(
    *,
    limit: int | None = None,
) -> Request[models.ListPetsResponse]:
    """GET /pets

    Raises:
        StatusError
    """
    return Request(
        "GET",
        "/pets",
        models.ListPetsResponse,
        query={"limit": limit},
    )
