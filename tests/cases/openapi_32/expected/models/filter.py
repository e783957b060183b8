from __future__ import annotations

from .._runtime.model import Model


class SearchBody(Model):
    name: str | None = None
