from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class Cat(Model):
    kind: Literal["cat"] = "cat"
    lives: int | None = None
