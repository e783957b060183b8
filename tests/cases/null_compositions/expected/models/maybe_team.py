from __future__ import annotations

from .._runtime.model import Model


class MaybeTeam(Model):
    n: str | None = None
