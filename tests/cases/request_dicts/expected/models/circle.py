from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._runtime.model import Model


class Circle(Model):
    kind: Literal["Circle"] = "Circle"
    radius: float | None = None


if TYPE_CHECKING:
    from typing import Required, TypedDict

    class CircleDict(TypedDict, total=False):
        kind: Required[Literal["Circle"]]
        radius: float

else:
    CircleDict = dict
