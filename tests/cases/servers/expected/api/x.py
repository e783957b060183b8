"""Operations of x."""

from __future__ import annotations

from .._runtime.request import Request


def a() -> Request[None]:
    """GET /a"""
    return Request(
        "GET",
        "/a",
        None,
    )


def upload() -> Request[None]:
    """POST /upload"""
    return Request(
        "POST",
        "/upload",
        None,
        base_url="https://uploads.example.com",
    )
