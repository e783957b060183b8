"""Operations of things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import models
from .._runtime.parameters import JsonText
from .._runtime.request import Request
from .._runtime.stream_requests import Items, StreamRequest


def copy_thing(
    *,
    options: models.CopyThingOptions | models.CopyThingOptionsDict | None = None,
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
    q: Mapping[str, Any] | None = None,
) -> Request[None]:
    """LINK /search"""
    return Request(
        "LINK",
        "/search",
        None,
        query={"": JsonText(q)},
    )


def search(
    body: models.SearchBody | models.SearchBodyDict,
) -> StreamRequest[models.Thing]:
    """QUERY /search"""
    return StreamRequest(
        "QUERY",
        "/search",
        Items(models.Thing, "application/jsonl"),
        body=body,
    )
