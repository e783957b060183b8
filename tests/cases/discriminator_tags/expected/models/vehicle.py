from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import Discriminated, UnknownVariant
from .car import Car
from .ship import Ship

Vehicle = TypeAliasType(
    "Vehicle",
    Annotated[
        Car | Ship | UnknownVariant,
        Discriminated("moves", {"road": "Car", "sea": "Ship"}),
    ],
)
