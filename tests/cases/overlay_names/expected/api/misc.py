"""Operations of executions."""

from __future__ import annotations

from .._runtime.request import Request


def some_other() -> Request[None]:
    """GET /other"""
    return Request(
        "GET",
        "/other",
        None,
    )
