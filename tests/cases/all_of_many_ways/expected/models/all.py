from __future__ import annotations

from .._runtime.model import Model


class All(Model):
    id: str
    a1: str | None = None
    same: str | int
    a2: str | None = None
    a3: str | None = None
    a4: str | None = None
    a5: str | None = None
    b1: str | None = None
    b2: str | None = None
    b3: str | None = None
    b4: str | None = None
    c1: str | None = None
    c2: str | None = None
    c3: str | None = None
    c4: str | None = None
