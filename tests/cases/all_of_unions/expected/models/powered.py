from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .._runtime.unions import Discriminated
from .lamp import Lamp
from .lock import Lock


class PoweredLamp(Lamp):
    room: str | None = None
    watt: float


class PoweredLock(Lock):
    room: str | None = None
    watt: float


Powered = TypeAliasType(
    "Powered",
    Annotated[
        PoweredLamp | PoweredLock | UnknownVariant,
        Discriminated("type", {"LAMP": "PoweredLamp", "LOCK": "PoweredLock"}),
    ],
)
"""Through a composition that is no union itself."""
