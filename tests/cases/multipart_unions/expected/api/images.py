"""Operations of images."""

from __future__ import annotations

from collections.abc import Mapping

from .. import models
from .._runtime.files import FileContent
from .._runtime.model import UnknownVariant
from .._runtime.request import Request


def add_image(
    body: models.Png | models.PngDict | models.Svg | models.SvgDict | UnknownVariant,
) -> Request[None]:
    """POST /images"""
    return Request(
        "POST",
        "/images",
        None,
        body=body,
        media_type="multipart/form-data",
        files=("thumbnail", "png", "preview", "svg"),
        body_types={"multipart/form-data": models.Png | models.Svg | UnknownVariant},
    )


def add_shared(
    body: models.Shared | models.SharedDict | None = None,
) -> Request[None]:
    """POST /shared"""
    return Request(
        "POST",
        "/shared",
        None,
        body=body,
        body_types={"application/json": models.Shared},
    )


def edit(
    body: models.EditBody | models.EditBodyDict | None = None,
) -> Request[None]:
    """POST /edits"""
    return Request(
        "POST",
        "/edits",
        None,
        body=body,
        media_type="multipart/form-data",
        files=("image",),
        body_types={"multipart/form-data": models.EditBody},
    )


def put_images(
    body: Mapping[str, FileContent],
) -> Request[None]:
    """PUT /images"""
    return Request(
        "PUT",
        "/images",
        None,
        body=body,
        media_type="multipart/form-data",
        body_types={"multipart/form-data": dict[str, FileContent]},
    )
