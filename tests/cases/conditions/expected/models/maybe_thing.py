from __future__ import annotations

from .._runtime.model import Model


class MaybeThing(Model):
    a: str | None = None
