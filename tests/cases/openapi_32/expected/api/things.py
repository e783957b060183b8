"""Operations of things."""

from __future__ import annotations

from typing import Any

from .. import models
from .._runtime.parameters import JsonText
from .._runtime.request import Request


def copy_thing(
    *,
    options: models.CopyThingOptions | None = None,
) -> Request[None]:
    """COPY /search"""
    return Request(
        "COPY",
        "/search",
        None,
        query={"options": options},
    )


def link_thing(
    *,
    q: dict[str, Any] | None = None,
) -> Request[None]:
    """LINK /search"""
    return Request(
        "LINK",
        "/search",
        None,
        query={"": JsonText(q)},
    )


def search(
    body: models.SearchBody,
) -> Request[bytes]:
    """QUERY /search"""
    return Request(
        "QUERY",
        "/search",
        bytes,
        body=body,
        accept="application/jsonl",
    )
