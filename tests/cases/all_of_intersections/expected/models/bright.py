from __future__ import annotations

from .._runtime.model import OpenStr


class Bright(OpenStr):
    WHITE = "white"
    YELLOW = "yellow"
    ORANGE = "orange"
