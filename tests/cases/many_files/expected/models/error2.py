from __future__ import annotations

from .._runtime.model import Model


class Error2(Model):
    code: int | None = None
