from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class Car(Model):
    kind: Literal["vehicle"] = "vehicle"
    moves: Literal["road"] = "road"
    wheels: int | None = None
