from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .._runtime.unions import Discriminated
from .car import Car
from .ship import Ship

Vehicle = TypeAliasType(
    "Vehicle",
    Annotated[
        Car | Ship | UnknownVariant,
        Discriminated("moves", {"road": "Car", "sea": "Ship"}),
    ],
)
