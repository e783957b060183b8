from __future__ import annotations

from .._runtime.model import Model


class FooBar(Model):
    b: str | None = None
