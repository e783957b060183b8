from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .._runtime.unions import Discriminated
from .lamp import Lamp
from .spot import Spot

Light = TypeAliasType(
    "Light",
    Annotated[
        Lamp | Spot | UnknownVariant,
        Discriminated("model", {"LAMP": "Lamp", "SPOT": "Spot"}),
    ],
)
