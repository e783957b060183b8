"""Operations of forms."""

from __future__ import annotations

from .. import models
from .._runtime.parameters import Encoding
from .._runtime.request import Request


def charge(
    body: models.ChargeBody | models.ChargeBodyDict,
) -> Request[None]:
    """POST /charges"""
    return Request(
        "POST",
        "/charges",
        None,
        body=body,
        media_type="application/x-www-form-urlencoded",
        encodings={
            "application/x-www-form-urlencoded": {
                "back": Encoding(style="form", allow_reserved=True),
                "expand": Encoding(style="deepObject", explode=True),
                "metadata": Encoding(style="deepObject", explode=True),
                "tags": Encoding(style="form", explode=False),
                "whole": Encoding(content_type="application/json"),
            },
        },
        body_types={"application/x-www-form-urlencoded": models.ChargeBody},
    )
