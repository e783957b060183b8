from __future__ import annotations

from .._runtime.model import Model


class Other(Model):
    kind: str | None = None
