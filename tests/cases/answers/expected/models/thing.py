from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class Thing(Model):
    id: str


if TYPE_CHECKING:
    from typing import Required, TypedDict

    class ThingDict(TypedDict, total=False):
        id: Required[str]

else:
    ThingDict = dict
