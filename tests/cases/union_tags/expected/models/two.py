from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class Two(Model):
    code: Literal[2] | None = None
    right: str | None = None
