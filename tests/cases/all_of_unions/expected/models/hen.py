from __future__ import annotations

from .._runtime.model import Model


class Hen(Model):
    hen: str | None = None
    egg: str | None = None
