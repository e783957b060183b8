from __future__ import annotations

from .._runtime.model import Model


class User(Model):
    id: str
    name: str
    seen: str | None = None


class UserRequest(Model):
    name: str
    password: str
    seen: str | None = None
