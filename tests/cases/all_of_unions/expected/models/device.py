from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .._runtime.unions import Discriminated
from .lamp import Lamp
from .lock import Lock

Device = TypeAliasType(
    "Device",
    Annotated[
        Lamp | Lock | UnknownVariant,
        Discriminated("type", {"LAMP": "Lamp", "LOCK": "Lock"}),
    ],
)
