"""Operations of users."""

from __future__ import annotations

from .._runtime.request import Request


def get_users() -> Request[None]:
    """GET /v1/users"""
    return Request(
        "GET",
        "/v1/users",
        None,
    )


def get_users_by_id(
    id: str,
) -> Request[None]:
    """GET /v1/users/{id}"""
    return Request(
        "GET",
        "/v1/users/{id}",
        None,
        path={"id": id},
    )
