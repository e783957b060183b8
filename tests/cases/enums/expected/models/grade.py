from __future__ import annotations

from .._runtime.model import OpenInt


class Grade(OpenInt):
    GOOD = 1
    """As it should be."""
    BAD = 2
    """Not so."""
