from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class One(Model):
    code: Literal[1] | None = None
    left: str | None = None
