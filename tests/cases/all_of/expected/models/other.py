from __future__ import annotations

from .._runtime.model import Model


class Other(Model):
    other: bool | None = None
