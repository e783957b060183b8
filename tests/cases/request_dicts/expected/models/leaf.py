from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class Leaf(Model):
    colour: str | None = None


if TYPE_CHECKING:
    from typing import TypedDict

    class LeafDict(TypedDict, total=False):
        colour: str

else:
    LeafDict = dict
