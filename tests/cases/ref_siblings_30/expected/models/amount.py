from __future__ import annotations

from .._runtime.model import Model


class Amount(Model):
    value: float | None = None
