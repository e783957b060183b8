from __future__ import annotations

from .._runtime.model import OpenStr


class Color(OpenStr):
    """What it looks like."""

    RED = "red"
    DARK_BLUE = "dark-blue"
    EMPTY = ""
    VALUE_1_ST = "1st"
