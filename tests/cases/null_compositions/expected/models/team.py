from __future__ import annotations

from .._runtime.model import Model


class Team(Model):
    n: str | None = None
