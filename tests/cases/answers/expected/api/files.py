"""Operations of files."""

from __future__ import annotations

from typing import Any

from .._runtime.files import FileContent
from .._runtime.request import Request, Undocumented


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
) -> Request[Any]:
    """PUT /file"""
    return Request(
        "PUT",
        "/file",
        Undocumented,
        body=body,
        media_type="application/octet-stream",
    )
