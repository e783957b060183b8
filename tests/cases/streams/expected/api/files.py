"""Operations of files."""

from __future__ import annotations

from .._runtime.request import Request, by_status


def get_file(
    id: str,
) -> Request[bytes]:
    """GET /files/{id}"""
    return Request(
        "GET",
        "/files/{id}",
        bytes,
        path={"id": id},
        accept="application/octet-stream",
    )


def put_file(
    id: str,
) -> Request[bytes | None]:
    """PUT /files/{id}"""
    return Request(
        "PUT",
        "/files/{id}",
        by_status({200: bytes, 204: None}),
        path={"id": id},
        accept="image/png",
    )
