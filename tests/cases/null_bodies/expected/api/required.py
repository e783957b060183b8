"""Operations of required."""

from __future__ import annotations

from .._runtime.parameters import or_null
from .._runtime.request import Request


def put_required(
    body: list[str] | None,
) -> Request[None]:
    """PUT /required"""
    return Request(
        "PUT",
        "/required",
        None,
        body=or_null(body),
    )
