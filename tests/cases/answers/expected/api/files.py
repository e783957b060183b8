"""Operations of files."""

from __future__ import annotations

from .._runtime.files import FileContent
from .._runtime.request import Request


def download() -> Request[bytes]:
    """GET /file"""
    return Request(
        "GET",
        "/file",
        bytes,
        accept="application/pdf",
    )


def upload(
    body: FileContent | None = None,
) -> Request[None]:
    """PUT /file"""
    return Request(
        "PUT",
        "/file",
        None,
        body=body,
        media_type="application/octet-stream",
    )
