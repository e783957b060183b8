from __future__ import annotations

from .._runtime.model import Model
from .size import Size
from .user import User, UserRequest


class Team(Model):
    users: list[User] | None = None
    size: Size | None = None


class TeamRequest(Model):
    users: list[UserRequest] | None = None
    size: Size | None = None
