from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import Model, UnknownVariant


class DeliveryWithStreet(Model):
    parcel: str
    street: str


class DeliveryWithBox(Model):
    parcel: str
    box: int


Delivery = TypeAliasType(
    "Delivery", DeliveryWithStreet | DeliveryWithBox | UnknownVariant
)
