from __future__ import annotations

from .._runtime.model import Model


class Coordinates(Model):
    lat: float | None = None
    lon: float | None = None
    code: str | None = None
