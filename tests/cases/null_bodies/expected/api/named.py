"""Operations of named."""

from __future__ import annotations

from .. import models
from .._runtime.parameters import or_null
from .._runtime.request import Request


def put_named(
    body: models.Settings | models.SettingsDict | None,
) -> Request[None]:
    """PUT /named"""
    return Request(
        "PUT",
        "/named",
        None,
        body=or_null(body),
    )
