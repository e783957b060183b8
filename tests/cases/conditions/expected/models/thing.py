from __future__ import annotations

from .._runtime.model import Model


class Thing(Model):
    kind: str
    a: int | None = None
    b: str | None = None
    c: bool | None = None
