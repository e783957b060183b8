from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import Model, UnknownVariant


class SecondWithB1(Model):
    b1: str


class SecondWithB2(Model):
    b2: str


class SecondWithB3(Model):
    b3: str


class SecondWithB4(Model):
    b4: str


Second = TypeAliasType(
    "Second", SecondWithB1 | SecondWithB2 | SecondWithB3 | SecondWithB4 | UnknownVariant
)
