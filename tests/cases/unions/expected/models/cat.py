from __future__ import annotations

from .._runtime.model import Model


class Cat(Model):
    kind: str
    name: str
