"""Operations of users."""

from __future__ import annotations

from .. import models
from .._runtime.request import Request


def create_user(
    body: models.UserRequest | models.UserRequestDict,
) -> Request[models.User]:
    """POST /users"""
    return Request(
        "POST",
        "/users",
        models.User,
        body=body,
    )


def put_team(
    body: models.TeamRequest | models.TeamRequestDict | None = None,
) -> Request[models.Team]:
    """PUT /teams"""
    return Request(
        "PUT",
        "/teams",
        models.Team,
        body=body,
        body_types={"application/json": models.TeamRequest},
    )
