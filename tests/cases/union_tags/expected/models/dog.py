from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class Dog(Model):
    name: str


if TYPE_CHECKING:
    from typing import Literal, Required, TypedDict

    class DogDict(TypedDict, total=False):
        name: Required[str]
        kind: Literal["dog"]
        type: Literal["dog"]

else:
    DogDict = dict
