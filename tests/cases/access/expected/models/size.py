from __future__ import annotations

from .._runtime.model import Model


class Size(Model):
    members: int | None = None
