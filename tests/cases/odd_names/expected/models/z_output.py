from __future__ import annotations

from .._runtime.model import Model


class ZOutput(Model):
    d: str | None = None
