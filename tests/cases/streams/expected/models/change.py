from __future__ import annotations

from .._runtime.model import Model


class Change(Model):
    id: int
    text: str | None = None
