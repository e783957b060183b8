from __future__ import annotations

from .._runtime.model import Model


class Strict(Model):
    """Requires what is optional in the base, so the fields are merged."""

    id: str
    """Of the base."""
    note: str
