from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class Lock(Model):
    type: Literal["LOCK"] = "LOCK"
    bolts: int | None = None
