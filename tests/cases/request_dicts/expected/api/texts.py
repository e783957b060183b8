"""Operations of texts."""

from __future__ import annotations

from .._runtime.request import Request


def send_texts(
    body: list[str] | None = None,
) -> Request[None]:
    """POST /texts"""
    return Request(
        "POST",
        "/texts",
        None,
        body=body,
    )
