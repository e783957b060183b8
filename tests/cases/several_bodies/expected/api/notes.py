"""Operations of notes."""

from __future__ import annotations

from typing import Literal

from .. import models
from .._runtime.files import FileContent
from .._runtime.parameters import Encoding
from .._runtime.request import Request


def add_note(
    body: models.Note | models.NoteDict | models.AddNoteBody | models.AddNoteBodyDict,
    *,
    content_type: str | None = None,
    body_content_type: Literal[
        "application/json", "application/x-www-form-urlencoded", "multipart/form-data"
    ] = "application/json",
) -> Request[None]:
    """POST /notes

    Args:
        body_content_type: The media type of the body.
    """
    return Request(
        "POST",
        "/notes",
        None,
        query={"content_type": content_type},
        body=body,
        media_type=body_content_type,
        encodings={
            "application/x-www-form-urlencoded": {
                "tags": Encoding(style="form", explode=False)
            },
        },
    )


def patch_note(
    body: models.Note | models.NoteDict | None = None,
    *,
    content_type: Literal[
        "application/json", "application/merge-patch+json"
    ] = "application/json",
) -> Request[None]:
    """PATCH /notes

    Args:
        content_type: The media type of the body.
    """
    return Request(
        "PATCH",
        "/notes",
        None,
        body=body,
        media_type=content_type,
    )


def put_picture(
    body: str | FileContent,
    *,
    content_type: Literal["text/plain", "image/jpeg", "image/png"] = "text/plain",
) -> Request[None]:
    """PUT /pictures

    Args:
        content_type: The media type of the body.
    """
    return Request(
        "PUT",
        "/pictures",
        None,
        body=body,
        media_type=content_type,
    )
