"""Operations of optional."""

from __future__ import annotations

from .._runtime.request import Request


def put_optional(
    body: list[str] | None = None,
) -> Request[None]:
    """PUT /optional"""
    return Request(
        "PUT",
        "/optional",
        None,
        body=body,
    )
