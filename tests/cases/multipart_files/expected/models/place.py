from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class Place(Model):
    x: float | None = None
    map: bytes | None = None


if TYPE_CHECKING:
    from typing import TypedDict

    class PlaceDict(TypedDict, total=False):
        x: float
        map: bytes

else:
    PlaceDict = dict
