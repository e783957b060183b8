from __future__ import annotations

from .._runtime.model import OpenInt


class Level(OpenInt):
    VALUE_0 = 0
    VALUE_999 = 999
    VALUE_MINUS_1 = -1
