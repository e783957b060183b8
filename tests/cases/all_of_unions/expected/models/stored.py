from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import Model, UnknownVariant
from .._runtime.scalars import Date
from .shelf import Shelf


class StoredWithStreet(Model):
    since: Date | None = None
    street: str


class StoredWithBox(Model):
    since: Date | None = None
    box: int


class StoredShelf(Shelf):
    since: Date | None = None


Stored = TypeAliasType(
    "Stored", StoredWithStreet | StoredWithBox | StoredShelf | UnknownVariant
)
"""A member of the union is a union itself."""
