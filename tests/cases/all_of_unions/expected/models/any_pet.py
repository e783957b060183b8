from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.unions import Discriminated
from .cat import Cat
from .dog import Dog
from .pet import Pet

AnyPet = TypeAliasType(
    "AnyPet",
    Annotated[
        Cat | Dog | Pet,
        Discriminated("kind", {"Cat": "Cat", "Dog": "Dog"}, default="Pet"),
    ],
)
