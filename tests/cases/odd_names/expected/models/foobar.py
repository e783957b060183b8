from __future__ import annotations

from .._runtime.model import Model


class FOOBAR(Model):
    c: str | None = None
