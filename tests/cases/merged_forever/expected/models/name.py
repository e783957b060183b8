from __future__ import annotations

from .._runtime.model import Model


class Name(Model):
    first: str | None = None
