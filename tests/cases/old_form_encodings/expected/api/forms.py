"""Operations of forms."""

from __future__ import annotations

from .. import models
from .._runtime.parameters import Encoding
from .._runtime.request import Request


def replace(
    body: models.ReplaceBody | models.ReplaceBodyDict | None = None,
) -> Request[None]:
    """PUT /files"""
    return Request(
        "PUT",
        "/files",
        None,
        body=body,
        media_type="application/x-www-form-urlencoded",
        encodings={
            "application/x-www-form-urlencoded": {
                "Names": Encoding(style="form", explode=False)
            },
        },
    )


def upload(
    body: models.UploadBody | models.UploadBodyDict | None = None,
) -> Request[None]:
    """POST /files"""
    return Request(
        "POST",
        "/files",
        None,
        body=body,
        media_type="multipart/form-data",
        files=("File",),
        body_types={"multipart/form-data": models.UploadBody},
    )
