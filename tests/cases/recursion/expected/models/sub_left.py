from __future__ import annotations

from .._runtime.model import Model
from .right import Right


class SubLeft(Model):
    """The base is in a cycle of imports, so its fields are written out."""

    right: Right | None = None
    more: str | None = None
