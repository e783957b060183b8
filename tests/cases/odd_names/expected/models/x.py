from __future__ import annotations

from .._runtime.model import Model


class X(Model):
    d: str | None = None
