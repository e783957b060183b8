"""Operations of things."""

from __future__ import annotations

from .. import models
from .._runtime.paged import Body, PagedRequest, Pages, Query
from .._runtime.request import Request


def list_things(
    *,
    query: str | None = None,
    pages: str | None = None,
) -> PagedRequest[models.PagedRequest, str]:
    """GET /things"""
    return PagedRequest(
        "GET",
        "/things",
        models.PagedRequest,
        query={"Query(\"\n')": query, "Pages": pages},
        pages=Pages(
            "cursor",
            ("a.b", '"\\'),
            at=Query("Query(\"\n')"),
            next=("a.b", "}}{%\u2028"),
        ),
    )


def pages(
    body: models.PagesBody | models.PagesBodyDict | None = None,
) -> PagedRequest[models.PagedRequest, str]:
    """POST /things"""
    return PagedRequest(
        "POST",
        "/things",
        models.PagedRequest,
        body=body,
        pages=Pages(
            "cursor", ("a.b", '"\\'), at=Body("Body"), next=("a.b", "}}{%\u2028")
        ),
    )


def waited_call(
    id: str,
) -> Request[models.PagedRequest]:
    """GET /things/{id}"""
    return Request(
        "GET",
        "/things/{id}",
        models.PagedRequest,
        path={"id": id},
    )
