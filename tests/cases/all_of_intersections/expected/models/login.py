from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import Model, UnknownVariant


class LoginWithUsernameAndWithPassword(Model):
    remember: bool | None = None
    username: str
    password: str


class LoginWithUsernameAndWithCode(Model):
    remember: bool | None = None
    username: str
    code: int


class LoginWithEmailAndWithPassword(Model):
    remember: bool | None = None
    email: str
    password: str


class LoginWithEmailAndWithCode(Model):
    remember: bool | None = None
    email: str
    code: int


Login = TypeAliasType(
    "Login",
    LoginWithUsernameAndWithPassword
    | LoginWithUsernameAndWithCode
    | LoginWithEmailAndWithPassword
    | LoginWithEmailAndWithCode
    | UnknownVariant,
)
