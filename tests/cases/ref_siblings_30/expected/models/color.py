from __future__ import annotations

from .._runtime.model import OpenStr


class Color(OpenStr):
    RED = "red"
    BLUE = "blue"
