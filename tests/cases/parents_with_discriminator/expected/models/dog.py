from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .pet import Pet


class Dog(Pet):
    pet_type: Annotated[str, Field(alias="petType")] = "Dog"
    bark: bool | None = None
