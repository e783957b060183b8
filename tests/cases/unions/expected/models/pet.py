from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .._runtime.unions import Discriminated
from .cat import Cat
from .dog import Dog

Pet = TypeAliasType(
    "Pet",
    Annotated[
        Cat | Dog | UnknownVariant,
        Discriminated("kind", {"cat": "Cat", "dog": "Dog", "tiger": "Cat"}),
    ],
)
"""Told apart by its kind."""
