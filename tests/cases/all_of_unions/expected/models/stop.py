from __future__ import annotations

from .coordinates import Coordinates


class Stop(Coordinates):
    """What the base requires together is no choice of types."""

    line: str | None = None
