"""Operations of import."""

from __future__ import annotations

from .._runtime.request import Request


def list_() -> Request[list[str]]:
    """GET /list"""
    return Request(
        "GET",
        "/list",
        list[str],
    )
