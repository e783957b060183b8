from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class User(Model):
    id: str
    name: str
    seen: str | None = None


class UserRequest(Model):
    name: str
    password: str
    seen: str | None = None


if TYPE_CHECKING:
    from typing import Required, TypedDict

    class UserRequestDict(TypedDict, total=False):
        name: Required[str]
        password: Required[str]

else:
    UserRequestDict = dict
