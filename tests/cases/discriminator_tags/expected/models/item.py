from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .._runtime.unions import Discriminated
from .call import Call
from .input_message import InputMessage
from .output_message import OutputMessage

Item = TypeAliasType(
    "Item",
    Annotated[
        InputMessage | OutputMessage | Call | UnknownVariant,
        Discriminated(
            "type", {"Call": "Call", "message": ["InputMessage", "OutputMessage"]}
        ),
    ],
)
