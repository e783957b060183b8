"""Operations of shapes."""

from __future__ import annotations

from .. import models
from .._runtime.request import Request


def draw_shape(
    body: models.Shape | models.ShapeDict,
) -> Request[None]:
    """POST /shapes"""
    return Request(
        "POST",
        "/shapes",
        None,
        body=body,
        body_types={"application/json": models.Shape},
    )
