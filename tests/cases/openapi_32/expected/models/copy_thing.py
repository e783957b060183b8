from __future__ import annotations

from .._runtime.model import Model


class CopyThingOptions(Model):
    deep: bool | None = None
    to: str | None = None
