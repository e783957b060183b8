"""Operations of pets."""

from __future__ import annotations

from collections.abc import Sequence

from .. import models
from .._runtime.parameters import JsonText
from .._runtime.request import Request
from .._runtime.tagging import tagged


def put_cat(
    body: models.Cat | models.CatDict,
) -> Request[None]:
    """PUT /cat"""
    return Request(
        "PUT",
        "/cat",
        None,
        body=body,
    )


def put_kinds(
    body: Sequence[models.ByKind | models.ByKindDict],
) -> Request[None]:
    """PUT /kinds"""
    return Request(
        "PUT",
        "/kinds",
        None,
        body=tagged(list[models.ByKind], body),
    )


def put_type(
    body: models.ByType | models.ByTypeDict | None = None,
    *,
    like: models.ByType | models.ByTypeDict | None = None,
) -> Request[models.Envelope]:
    """PUT /type"""
    return Request(
        "PUT",
        "/type",
        models.Envelope,
        query={"like": JsonText(tagged(models.ByType, like))},
        body=tagged(models.ByType, body),
    )
