from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .._runtime.unions import Discriminated
from .cat import Cat
from .dog import Dog

ByKind = TypeAliasType(
    "ByKind",
    Annotated[
        Cat | Dog | UnknownVariant,
        Discriminated(
            "kind",
            {"cat": "Cat", "dog": "Dog", "tiger": "Cat"},
            adds={"Cat": "cat", "Dog": "dog"},
        ),
    ],
)

if TYPE_CHECKING:
    from typing import TypeAlias

    from .cat import CatDict
    from .dog import DogDict

    ByKindDict: TypeAlias = CatDict | DogDict
else:
    ByKindDict = object
