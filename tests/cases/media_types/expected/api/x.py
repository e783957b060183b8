"""Operations of x."""

from __future__ import annotations

from .. import models
from .._runtime.request import Request


def both(
    body: str | None = None,
) -> Request[int]:
    """POST /both"""
    return Request(
        "POST",
        "/both",
        int,
        body=body,
        accept="application/vnd.a+json",
    )


def files(
    body: models.FilesBody,
) -> Request[None]:
    """POST /files"""
    return Request(
        "POST",
        "/files",
        None,
        body=body,
        media_type="multipart/form-data",
    )


def form(
    body: models.FormBody | None = None,
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
    body: bytes | None = None,
) -> Request[bytes]:
    """POST /xml"""
    return Request(
        "POST",
        "/xml",
        bytes,
        body=body,
        media_type="application/xml",
        accept="text/event-stream",
    )
