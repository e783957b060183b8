from __future__ import annotations

from .._runtime.model import Model


class None_(Model):
    a: str | None = None
