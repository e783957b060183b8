from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class Lamp(Model):
    type: Literal["LAMP"] = "LAMP"
    lumen: int | None = None
