"""Operations of photos."""

from __future__ import annotations

from .. import models
from .._runtime.files import FileContent
from .._runtime.parameters import Encoding
from .._runtime.request import Request


def add_photo(
    body: models.AddPhotoBody | models.AddPhotoBodyDict,
) -> Request[None]:
    """POST /photos"""
    return Request(
        "POST",
        "/photos",
        None,
        body=body,
        media_type="multipart/form-data",
        encodings={
            "multipart/form-data": {
                "photo": Encoding(
                    content_type="image/png, image/jpeg", headers={"X-Kind": "photo"}
                ),
                "place": Encoding(content_type="application/json"),
                "signature": Encoding(headers={"Content-Transfer-Encoding": "base64"}),
            },
        },
        files=("photo", "more", "thumbnail", "sticker"),
        body_types={"multipart/form-data": models.AddPhotoBody},
    )


def add_place(
    body: models.Stored | models.StoredDict,
) -> Request[models.Stored]:
    """POST /places

    Returns:
        Also an answer
    """
    return Request(
        "POST",
        "/places",
        models.Stored,
        body=body,
        media_type="multipart/form-data",
        files=("content",),
        body_types={"multipart/form-data": models.Stored},
    )


def put_image(
    body: FileContent | None = None,
    *,
    content_type: str = "image/*",
) -> Request[None]:
    """PUT /image

    Args:
        content_type: The media type of the body.
    """
    return Request(
        "PUT",
        "/image",
        None,
        body=body,
        media_type=content_type,
    )


def put_raw(
    body: FileContent,
) -> Request[None]:
    """PUT /raw"""
    return Request(
        "PUT",
        "/raw",
        None,
        body=body,
        media_type="application/octet-stream",
    )
