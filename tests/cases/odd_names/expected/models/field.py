from __future__ import annotations

from typing import Annotated

from pydantic import Field as Field_

from .._runtime.model import Model


class Field(Model):
    a_b: Annotated[str | None, Field_(alias="aB")] = None
