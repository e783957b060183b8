from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import Model, UnknownVariant


class PlaceWithStreet(Model):
    street: str


class PlaceWithBox(Model):
    box: int


Place = TypeAliasType("Place", PlaceWithStreet | PlaceWithBox | UnknownVariant)
