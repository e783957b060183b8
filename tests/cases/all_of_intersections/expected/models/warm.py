from __future__ import annotations

from .._runtime.model import OpenStr


class Warm(OpenStr):
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
