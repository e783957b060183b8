"""Operations of property."""

from __future__ import annotations

from .._runtime.request import Request


def list_properties() -> Request[None]:
    """GET /property"""
    return Request(
        "GET",
        "/property",
        None,
    )
