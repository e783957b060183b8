from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class Cat(Model):
    name: str


if TYPE_CHECKING:
    from typing import Literal, Required, TypedDict

    class CatDict(TypedDict, total=False):
        name: Required[str]
        kind: Literal["cat", "tiger"]
        type: Literal["feline"]

else:
    CatDict = dict
