from __future__ import annotations

from .._runtime.model import Model


class Error(Model):
    text: str | None = None
