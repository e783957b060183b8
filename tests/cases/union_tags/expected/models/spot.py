from __future__ import annotations

from .lamp import Lamp


class Spot(Lamp):
    model: str = "SPOT"
    angle: int | None = None
