"""Operations of files."""

from __future__ import annotations

from typing import Literal

from .. import models
from .._runtime.parameters import FormText, JsonText, Styled
from .._runtime.request import Request


def find(
    path: str,
    *,
    url: str | None = None,
    fields: list[str] | None = None,
    debug: bool | Literal[""] | None = None,
    sort: str | None = None,
    token: str | None = None,
    colors: list[str] | None = None,
    page: int | None = None,
    x_filter: models.FindXFilter | models.FindXFilterDict | None = None,
    more: models.FindMore | models.FindMoreDict | None = None,
    note: str | None = None,
) -> Request[None]:
    """GET /files/{path}"""
    return Request(
        "GET",
        "/files/{path}",
        None,
        path={"path": Styled(path, "simple", explode=False, allow_reserved=True)},
        query={
            "url": Styled(url, "form", explode=True, allow_reserved=True),
            "fields": Styled(fields, "form", explode=False, allow_reserved=True),
            "debug": debug,
            "sort": sort,
            "more": FormText(more),
            "note": note,
        },
        headers={"X-Filter": JsonText(x_filter)},
        cookies={
            "token": Styled(token, "cookie", explode=True),
            "colors": Styled(colors, "cookie", explode=False),
            "page": page,
        },
    )
