from __future__ import annotations

from typing import Literal

from .._runtime.model import Model as Model_, OpenStr
from .color import Color


class ThingShade(OpenStr):
    LIGHT = "light"
    DARK = "dark"


class ThingOrder(OpenStr):
    ASC_UPPER = "ASC"
    ASC_LOWER = "asc"


class Thing(Model_):
    kind: Literal["thing"] | str = "thing"
    color: Color
    shade: ThingShade | None = None
    mixed: Literal["auto", 5] | str | int | None = None
    flag: Literal[True] | bool | None = None
    order: ThingOrder | None = None
