from __future__ import annotations

from .._runtime.model import Model


class Y(Model):
    d: str | None = None
