from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class Sun(Model):
    shape: Literal["sun"] | None = None
    size: int | None = None
