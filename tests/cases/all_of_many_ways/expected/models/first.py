from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import Model, UnknownVariant


class FirstWithA1(Model):
    a1: str
    same: str | None = None


class FirstWithA2(Model):
    a2: str
    same: int | None = None


class FirstWithA3(Model):
    a3: str


class FirstWithA4(Model):
    a4: str


class FirstWithA5(Model):
    a5: str


First = TypeAliasType(
    "First",
    FirstWithA1
    | FirstWithA2
    | FirstWithA3
    | FirstWithA4
    | FirstWithA5
    | UnknownVariant,
)
