"""Operations of Some Things!."""

from __future__ import annotations

from .._runtime.request import Request


def get_thing(
    id: str,
) -> Request[None]:
    """DELETE /things/{id}"""
    return Request(
        "DELETE",
        "/things/{id}",
        None,
        path={"id": id},
    )


def get_thing_2(
    id: str,
    *,
    query_id: str | None = None,
    class_: str | None = None,
    query_models: str | None = None,
    filter_name: str | None = None,
    x_request_id: str | None = None,
) -> Request[None]:
    """GET /things/{id}"""
    return Request(
        "GET",
        "/things/{id}",
        None,
        path={"id": id},
        query={
            "id": query_id,
            "class": class_,
            "models": query_models,
            "filter[name]": filter_name,
        },
        headers={"X-Request-ID": x_request_id},
    )
