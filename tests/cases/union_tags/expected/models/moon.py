from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class Moon(Model):
    shape: Literal["moon"] | None = None
    size: int | None = None
