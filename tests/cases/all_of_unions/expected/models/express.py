from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import Model, UnknownVariant


class ExpressWithStreet(Model):
    parcel: str
    hours: int
    street: str


class ExpressWithBox(Model):
    parcel: str
    hours: int
    box: int


Express = TypeAliasType("Express", ExpressWithStreet | ExpressWithBox | UnknownVariant)
"""The union is in a part of a part."""
