from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .._runtime.unions import Discriminated
from .lamp import Lamp
from .lock import Lock


class InstalledLamp(Lamp):
    room: str | None = None


class InstalledLock(Lock):
    room: str | None = None


Installed = TypeAliasType(
    "Installed",
    Annotated[
        InstalledLamp | InstalledLock | UnknownVariant,
        Discriminated("type", {"LAMP": "InstalledLamp", "LOCK": "InstalledLock"}),
    ],
)
"""The tag tells the merged variants apart as it does the plain ones."""
