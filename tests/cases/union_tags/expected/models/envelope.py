from __future__ import annotations

from typing import Annotated

from .._runtime.model import Model, UnknownVariant
from .._runtime.unions import Discriminated
from .moon import Moon
from .one import One
from .rock import Rock
from .sun import Sun
from .two import Two


class Envelope(Model):
    value: Annotated[
        One | Two | UnknownVariant,
        Discriminated(
            "code",
            {"1": "One", "2": "Two"},
            adds={"One": 1, "Two": 2},
            optional=["One", "Two"],
        ),
    ]
    untold: (
        Annotated[
            Sun | Moon | Rock | UnknownVariant,
            Discriminated(
                "shape", {"moon": "Moon", "sun": "Sun"}, optional=["Moon", "Sun"]
            ),
        ]
        | None
    ) = None
