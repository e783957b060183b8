from __future__ import annotations

from .._runtime.model import Model


class Both(Model):
    id: str
    """Of the base."""
    note: str | None = None
    other: bool | None = None
