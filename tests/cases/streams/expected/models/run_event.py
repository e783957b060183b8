from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .._runtime.unions import Discriminated
from .failure import Failure
from .note import Note
from .step import Step

RunEvent = TypeAliasType(
    "RunEvent",
    Annotated[
        Step | Failure | Note | UnknownVariant,
        Discriminated("event", {"failure": "Failure", "note": "Note", "step": "Step"}),
    ],
)
