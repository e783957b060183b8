from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .._runtime.unions import Discriminated
from .first import First
from .second import Second

Versioned = TypeAliasType(
    "Versioned",
    Annotated[
        First | Second | UnknownVariant,
        Discriminated("version", {"1": "First", "2": "Second"}),
    ],
)
