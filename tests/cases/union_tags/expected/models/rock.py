from __future__ import annotations

from .._runtime.model import Model


class Rock(Model):
    weight: int
