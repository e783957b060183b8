from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._runtime.model import Model, OpenStr


class CircleLine(OpenStr):
    CONTINUOUS = "continuous"
    DOTTED = "dotted"
    DASHED = "dashed"
    DASH_AND_DOT = "dash and dot"
    INVISIBLE = "invisible"


class Circle(Model):
    kind: Literal["Circle"] = "Circle"
    radius: float | None = None
    line: CircleLine | None = None


if TYPE_CHECKING:
    from typing import Required, TypedDict

    class CircleDict(TypedDict, total=False):
        kind: Required[Literal["Circle"]]
        radius: float
        line: (
            CircleLine
            | Literal["continuous", "dotted", "dashed", "dash and dot", "invisible"]
        )

else:
    CircleDict = dict
