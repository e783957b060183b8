from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .._runtime.model import Model


class Pet(Model):
    pet_type: Annotated[str, Field(alias="petType")]
    name: str | None = None
