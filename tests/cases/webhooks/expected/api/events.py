"""Operations of events."""

from __future__ import annotations

from .._runtime.request import Request


def subscribe() -> Request[None]:
    """POST /subscribe"""
    return Request(
        "POST",
        "/subscribe",
        None,
    )
