from __future__ import annotations

from .._runtime.model import Model


class SequenceItem(Model):
    place: str | None = None
