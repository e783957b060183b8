from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .pet import Pet


class Cat(Pet):
    pet_type: Annotated[str, Field(alias="petType")] = "cat"
    lives: int | None = None
