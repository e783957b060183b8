from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model
from .size import Size
from .user import User, UserRequest


class Team(Model):
    users: list[User] | None = None
    size: Size | None = None


class TeamRequest(Model):
    users: list[UserRequest] | None = None
    size: Size | None = None


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, TypedDict

    from .user import UserRequestDict

    class TeamRequestDict(TypedDict, total=False):
        users: Sequence[UserRequest | UserRequestDict]
        size: Size | Mapping[str, Any]

else:
    TeamRequestDict = dict
