"""Operations of default."""

from __future__ import annotations

from .._runtime.request import Request


def get_root() -> Request[None]:
    """GET /"""
    return Request(
        "GET",
        "/",
        None,
    )
