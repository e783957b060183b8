"""Operations of x."""

from __future__ import annotations

from typing import Literal

from .. import models
from .._runtime.choices import media_type_of
from .._runtime.events import Event
from .._runtime.files import FileContent
from .._runtime.request import Request
from .._runtime.stream_requests import Items, StreamRequest


def both(
    body: str | FileContent | None = None,
    *,
    content_type: Literal["application/json", "application/xml"] | None = None,
) -> Request[int]:
    """POST /both

    Args:
        content_type: The media type of the body; None for the one that it fits.

    Returns:
        Other representations, as they arrive: `.accepting("text/plain")`
    """
    return Request(
        "POST",
        "/both",
        int,
        body=body,
        media_type=media_type_of(
            body,
            content_type,
            lambda: {"application/json": str, "application/xml": FileContent},
        ),
        accept="application/vnd.a+json",
        other_media_types=("text/plain",),
    )


def files(
    body: models.FilesBody | models.FilesBodyDict,
) -> Request[None]:
    """POST /files"""
    return Request(
        "POST",
        "/files",
        None,
        body=body,
        media_type="multipart/form-data",
        files=("file",),
        body_types={"multipart/form-data": models.FilesBody},
    )


def form(
    body: models.FormBody | models.FormBodyDict | None = None,
) -> Request[None]:
    """POST /form"""
    return Request(
        "POST",
        "/form",
        None,
        body=body,
        media_type="application/x-www-form-urlencoded",
    )


def send_xml(
    body: FileContent | None = None,
) -> StreamRequest[Event]:
    """POST /xml"""
    return StreamRequest(
        "POST",
        "/xml",
        Items(Event, "text/event-stream"),
        body=body,
        media_type="application/xml",
    )
