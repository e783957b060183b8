from __future__ import annotations

from .._runtime.model import Model


class ZInput(Model):
    d: str | None = None
