from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .._runtime.unions import Discriminated
from .car import Car
from .house import House
from .ship import Ship

Thing = TypeAliasType(
    "Thing",
    Annotated[
        Car | Ship | House | UnknownVariant,
        Discriminated(
            "kind",
            {
                "house": "House",
                "vehicle": Discriminated("moves", {"road": "Car", "sea": "Ship"}),
            },
        ),
    ],
)
