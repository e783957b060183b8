from __future__ import annotations

from .._runtime.model import Model


class Model3D(Model):
    d: str | None = None
