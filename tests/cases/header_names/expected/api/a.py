"""Operations of a."""

from __future__ import annotations

from .._runtime.request import Request


def list_a(
    *,
    x_trimmed: str,
    x_is_fine_1: str | None = None,
) -> Request[None]:
    """GET /a"""
    return Request(
        "GET",
        "/a",
        None,
        headers={"X-Trimmed": x_trimmed, "X-Is_fine.1~": x_is_fine_1},
    )
