"""Operations of things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import models
from .._runtime.request import Request, by_status


def create_thing(
    body: models.Thing | models.ThingDict,
) -> Request[models.Thing | models.CreateThingResponse202]:
    """POST /things

    Args:
        body: What to make.

    Returns:
        later

    Raises:
        ConflictError
        StatusError
    """
    return Request(
        "POST",
        "/things",
        by_status({201: models.Thing, 202: models.CreateThingResponse202}),
        body=body,
        errors={409: models.CreateThingResponse409},
    )


def import_things(
    body: str,
) -> Request[str]:
    """PUT /things"""
    return Request(
        "PUT",
        "/things",
        str,
        body=body,
        media_type="text/csv",
        accept="text/plain",
    )


def list_things() -> Request[list[models.Thing]]:
    """GET /things

    Raises:
        StatusError
    """
    return Request(
        "GET",
        "/things",
        list[models.Thing],
    )


def patch_things(
    body: Mapping[str, Any] | None = None,
) -> Request[models.Thing | None]:
    """PATCH /things"""
    return Request(
        "PATCH",
        "/things",
        by_status({200: models.Thing, 204: None}),
        body=body,
        media_type="application/merge-patch+json",
    )
