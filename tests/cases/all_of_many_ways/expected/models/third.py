from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import Model, UnknownVariant


class ThirdWithC1(Model):
    c1: str


class ThirdWithC2(Model):
    c2: str


class ThirdWithC3(Model):
    c3: str


class ThirdWithC4(Model):
    c4: str


Third = TypeAliasType(
    "Third", ThirdWithC1 | ThirdWithC2 | ThirdWithC3 | ThirdWithC4 | UnknownVariant
)
