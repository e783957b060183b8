"""Operations of x."""

from __future__ import annotations

from .._runtime.request import Request


def either() -> Request[None]:
    """POST /a"""
    return Request(
        "POST",
        "/a",
        None,
        security=(("login",), ("bearer", "cookie"), ()),
    )


def open_() -> Request[None]:
    """PUT /a"""
    return Request(
        "PUT",
        "/a",
        None,
        security=(),
    )


def strange() -> Request[None]:
    """DELETE /a"""
    return Request(
        "DELETE",
        "/a",
        None,
        security=(),
    )


def usual() -> Request[None]:
    """GET /a"""
    return Request(
        "GET",
        "/a",
        None,
    )


def usual_too() -> Request[None]:
    """GET /b"""
    return Request(
        "GET",
        "/b",
        None,
    )
