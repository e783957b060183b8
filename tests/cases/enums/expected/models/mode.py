from __future__ import annotations

from .._runtime.model import OpenStr


class Mode(OpenStr):
    FAST_MODE = "fast"
    """In a hurry."""
    SLOW_MODE = "slow"
