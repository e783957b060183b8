"""Operations of pets."""

from __future__ import annotations

from .. import models
from .._runtime.request import Request


def create_pet(
    body: models.Search | models.SearchDict | None = None,
) -> Request[models.Pet]:
    """Neither a search nor a page.

    POST /pets
    """
    return Request(
        "POST",
        "/pets",
        models.Pet,
        body=body,
        body_types={"application/json": models.Search},
    )
