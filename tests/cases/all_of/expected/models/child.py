from __future__ import annotations

from .base import Base


class Child(Base):
    """Inherits, as nothing is in conflict."""

    size: int
