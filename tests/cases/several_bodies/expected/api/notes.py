"""Operations of notes."""

from __future__ import annotations

from typing import Literal

from .. import models
from .._runtime.choices import media_type_of
from .._runtime.files import FileContent
from .._runtime.parameters import Encoding
from .._runtime.request import Request


def add_note(
    body: models.Note | models.NoteDict | models.AddNoteBody | models.AddNoteBodyDict,
    *,
    content_type: str | None = None,
    body_content_type: (
        Literal[
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
        ]
        | None
    ) = None,
) -> Request[None]:
    """POST /notes

    Args:
        body_content_type: The media type of the body; None for the one that it
            fits.
    """
    return Request(
        "POST",
        "/notes",
        None,
        query={"content_type": content_type},
        body=body,
        media_type=media_type_of(
            body,
            body_content_type,
            lambda: {
                "application/json": models.Note,
                "application/x-www-form-urlencoded": models.Note,
                "multipart/form-data": models.AddNoteBody,
            },
            "body_content_type",
        ),
        encodings={
            "application/x-www-form-urlencoded": {
                "tags": Encoding(style="form", explode=False)
            },
        },
        files=("file",),
        body_types={"multipart/form-data": models.AddNoteBody},
    )


def patch_note(
    body: models.Note | models.NoteDict | None = None,
    *,
    content_type: (
        Literal["application/json", "application/merge-patch+json"] | None
    ) = None,
) -> Request[None]:
    """PATCH /notes

    Args:
        content_type: The media type of the body; None for the one that it fits.
    """
    return Request(
        "PATCH",
        "/notes",
        None,
        body=body,
        media_type=media_type_of(
            body,
            content_type,
            lambda: {
                "application/json": models.Note,
                "application/merge-patch+json": models.Note,
            },
        ),
    )


def put_picture(
    body: str | FileContent,
    *,
    content_type: Literal["text/plain", "image/jpeg", "image/png"] | None = None,
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
                "text/plain": str,
                "image/jpeg": FileContent,
                "image/png": FileContent,
            },
        ),
    )
