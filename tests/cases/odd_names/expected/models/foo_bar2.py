from __future__ import annotations

from .._runtime.model import Model


class FooBar2(Model):
    a: str | None = None
