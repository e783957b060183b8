from __future__ import annotations

from .._runtime.model import Model


class OnlyAnswered(Model):
    height: float | None = None
