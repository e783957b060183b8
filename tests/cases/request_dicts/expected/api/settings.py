"""Operations of settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import models
from .._runtime.request import Request


def change_settings(
    body: models.Settings | models.SettingsDict | Mapping[str, Any] | None = None,
) -> Request[None]:
    """POST /settings"""
    return Request(
        "POST",
        "/settings",
        None,
        body=body,
        media_type="application/x-www-form-urlencoded",
        body_types={"application/x-www-form-urlencoded": models.Settings},
    )
