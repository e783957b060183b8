from __future__ import annotations

from .._runtime.model import Model


class Closed(Model):
    a: str | None = None
