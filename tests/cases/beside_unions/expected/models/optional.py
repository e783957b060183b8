from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import Model, UnknownVariant
from .card import Card


class OptionalCard(Card):
    id: int | None = None


class OptionalWithCash(Model):
    id: int | None = None
    cash: bool | None = None


Optional = TypeAliasType(
    "Optional", OptionalCard | OptionalWithCash | UnknownVariant | None
)
