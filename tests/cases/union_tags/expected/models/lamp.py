from __future__ import annotations

from .._runtime.model import Model


class Lamp(Model):
    model: str = "LAMP"
    lumen: int | None = None
