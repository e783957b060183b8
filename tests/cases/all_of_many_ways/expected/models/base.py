from __future__ import annotations

from .._runtime.model import Model


class Base(Model):
    id: str
    a1: str | None = None
