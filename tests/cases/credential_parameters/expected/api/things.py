"""Operations of things."""

from __future__ import annotations

from .._runtime.request import Request


def in_header(
    *,
    x_key: str | None = None,
) -> Request[None]:
    """GET /a"""
    return Request(
        "GET",
        "/a",
        None,
        headers={"x-key": x_key},
    )


def in_public(
    *,
    x_key: str,
    key: str,
) -> Request[None]:
    """GET /c"""
    return Request(
        "GET",
        "/c",
        None,
        query={"key": key},
        headers={"X-Key": x_key},
        security=(),
    )


def in_query(
    *,
    key: str | None = None,
    sid: str | None = None,
) -> Request[None]:
    """GET /b"""
    return Request(
        "GET",
        "/b",
        None,
        query={"key": key},
        cookies={"sid": sid},
        security=(("query",), ("cookie",)),
    )
