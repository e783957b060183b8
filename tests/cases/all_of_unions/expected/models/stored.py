from __future__ import annotations

from datetime import date

from typing_extensions import TypeAliasType

from .._runtime.model import Model, UnknownVariant
from .shelf import Shelf


class StoredWithStreet(Model):
    since: date | None = None
    street: str


class StoredWithBox(Model):
    since: date | None = None
    box: int


class StoredShelf(Shelf):
    since: date | None = None


Stored = TypeAliasType(
    "Stored", StoredWithStreet | StoredWithBox | StoredShelf | UnknownVariant
)
"""A member of the union is a union itself."""
