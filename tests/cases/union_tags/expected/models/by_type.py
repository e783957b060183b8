from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .._runtime.unions import Discriminated
from .cat import Cat
from .dog import Dog

ByType = TypeAliasType(
    "ByType",
    Annotated[
        Cat | Dog | UnknownVariant,
        Discriminated(
            "type",
            {"dog": "Dog", "feline": "Cat"},
            adds={"Cat": "feline", "Dog": "dog"},
        ),
    ],
)

if TYPE_CHECKING:
    from typing import TypeAlias

    from .cat import CatDict
    from .dog import DogDict

    ByTypeDict: TypeAlias = CatDict | DogDict
else:
    ByTypeDict = object
