from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .named import Named


class Conditional(Named):
    of_x: Annotated[int | None, Field(alias="ofX")] = None
