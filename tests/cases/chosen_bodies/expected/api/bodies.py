"""Operations of bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from .. import models
from .._runtime.choices import media_type_of
from .._runtime.files import FileContent
from .._runtime.request import Request


def patch_node(
    body: Sequence[models.Change | models.ChangeDict] | models.Item | models.ItemDict,
    *,
    content_type: (
        Literal[
            "application/json-patch+json",
            "application/merge-patch+json",
            "application/strategic-merge-patch+json",
        ]
        | None
    ) = None,
) -> Request[None]:
    """PATCH /nodes

    Args:
        content_type: The media type of the body; None for the one that it fits.
    """
    return Request(
        "PATCH",
        "/nodes",
        None,
        body=body,
        media_type=media_type_of(
            body,
            content_type,
            lambda: {
                "application/json-patch+json": list[models.Change],
                "application/merge-patch+json": models.Item,
                "application/strategic-merge-patch+json": models.Item,
            },
        ),
        body_types={
            "application/merge-patch+json": models.Item,
            "application/strategic-merge-patch+json": models.Item,
        },
    )


def patch_untyped(
    body: Mapping[str, Any] | FileContent | Sequence[Mapping[str, Any]] | None = None,
    *,
    content_type: (
        Literal[
            "application/json-patch+json",
            "application/merge-patch+json",
            "application/apply-patch+yaml",
        ]
        | None
    ) = None,
) -> Request[None]:
    """PATCH /untyped

    Args:
        content_type: The media type of the body; None for the one that it fits.
    """
    return Request(
        "PATCH",
        "/untyped",
        None,
        body=body,
        media_type=media_type_of(
            body,
            content_type,
            lambda: {
                "application/json-patch+json": dict[str, Any],
                "application/merge-patch+json": dict[str, Any],
                "application/apply-patch+yaml": FileContent,
            },
        ),
    )


def put_picture(
    body: models.Item | models.ItemDict | FileContent,
    *,
    content_type: Literal["application/json", "image/jpeg", "image/png"] | None = None,
) -> Request[None]:
    """PUT /pictures

    Args:
        content_type: The media type of the body; None for the one that it fits.
    """
    return Request(
        "PUT",
        "/pictures",
        None,
        body=body,
        media_type=media_type_of(
            body,
            content_type,
            lambda: {
                "application/json": models.Item,
                "image/jpeg": FileContent,
                "image/png": FileContent,
            },
        ),
        body_types={"application/json": models.Item},
    )


def put_raw(
    body: Mapping[str, Any] | str | FileContent | None = None,
    *,
    content_type: (
        Literal[
            "application/json",
            "text/csv",
            "application/octet-stream",
            "application/zip",
        ]
        | None
    ) = None,
) -> Request[None]:
    """PUT /raw

    Args:
        content_type: The media type of the body; None for the one that it fits.
    """
    return Request(
        "PUT",
        "/raw",
        None,
        body=body,
        media_type=media_type_of(
            body,
            content_type,
            lambda: {
                "application/json": dict[str, Any],
                "text/csv": str,
                "application/octet-stream": FileContent,
                "application/zip": FileContent,
            },
        ),
    )


def put_several(
    body: (
        Sequence[models.Item | models.ItemDict]
        | Sequence[models.Change | models.ChangeDict]
        | models.Item
        | models.ItemDict
        | str
    ),
    *,
    content_type: (
        Literal[
            "application/json",
            "application/vnd.changes+json",
            "application/vnd.one+json",
        ]
        | None
    ) = None,
) -> Request[None]:
    """PUT /several

    Args:
        content_type: The media type of the body; None for the one that it fits.
    """
    return Request(
        "PUT",
        "/several",
        None,
        body=body,
        media_type=media_type_of(
            body,
            content_type,
            lambda: {
                "application/json": list[models.Item],
                "application/vnd.changes+json": list[models.Change],
                "application/vnd.one+json": models.Item | str,
            },
        ),
        body_types={
            "application/json": list[models.Item],
            "application/vnd.one+json": models.Item | str,
        },
    )


def same(
    body: models.Item | models.ItemDict,
    *,
    content_type: Literal["application/json", "multipart/form-data"] | None = None,
) -> Request[None]:
    """POST /same

    Args:
        content_type: The media type of the body; None for the one that it fits.
    """
    return Request(
        "POST",
        "/same",
        None,
        body=body,
        media_type=media_type_of(
            body,
            content_type,
            lambda: {
                "application/json": models.Item,
                "multipart/form-data": models.Item,
            },
        ),
        files=("data",),
        body_types={
            "application/json": models.Item,
            "multipart/form-data": models.Item,
        },
    )


def upload(
    body: (
        models.Rows
        | models.RowsDict
        | models.Login
        | models.LoginDict
        | models.Sheet
        | models.SheetDict
        | None
    ) = None,
    *,
    content_type: (
        Literal[
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
        ]
        | None
    ) = None,
) -> Request[None]:
    """POST /upload

    Args:
        content_type: The media type of the body; None for the one that it fits.
    """
    return Request(
        "POST",
        "/upload",
        None,
        body=body,
        media_type=media_type_of(
            body,
            content_type,
            lambda: {
                "application/json": models.Rows,
                "application/x-www-form-urlencoded": models.Login,
                "multipart/form-data": models.Sheet,
            },
        ),
        files=("file",),
        body_types={"multipart/form-data": models.Sheet},
    )
